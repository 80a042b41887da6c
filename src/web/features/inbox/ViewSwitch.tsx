import { Link } from "@tanstack/react-router";
import { type ThreadView, threadView } from "#contract/threads.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ViewSwitch.module.css";

/** Which threads the list shows. */
export function ViewSwitch({ current }: { current: ThreadView }) {
  const words = useWords();
  return (
    <nav className={classes.views} aria-label={words("views.label")}>
      {threadView.options.map((view) => (
        <Link
          key={view}
          to="/inbox"
          search={view === "all" ? {} : { view }}
          className={classes.view}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={view === current ? "page" : undefined}
        >
          {words(`views.${view}`)}
        </Link>
      ))}
    </nav>
  );
}
