import { Link } from "@tanstack/react-router";
import { mostCounted, type ThreadView, threadView } from "#contract/threads.ts";
import type { ThreadFilter } from "../../api/thread-filter.ts";
import { useThreadCounts } from "../../api/use-threads.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ViewSwitch.module.css";

/** Which threads the list shows, with how many there are. */
export function ViewSwitch({ filter }: { filter: ThreadFilter }) {
  const words = useWords();
  const counts = useThreadCounts(filter.status);
  const urgency = (view: ThreadView): string | undefined => {
    if (view === "lost" && (counts?.lost ?? 0) > 0) {
      return "lost";
    }
    return view === "closing" && (counts?.closingSoon ?? 0) > 0 ? "soon" : undefined;
  };
  return (
    <nav className={classes.views} aria-label={words("views.label")}>
      {threadView.options.map((view) => {
        const count = counts?.[view] ?? 0;
        return (
          <Link
            key={view}
            to="."
            search={({ view: _, ...search }) => (view === "all" ? search : { ...search, view })}
            activeOptions={{ exact: true, includeSearch: true }}
            className={classes.view}
            title={words(`views.${view}`)}
            aria-label={`${words(`views.${view}`)}: ${words("views.count", { count })}`}
            aria-current={view === filter.view ? "page" : undefined}
            data-urgency={urgency(view)}
          >
            {words(`views.short.${view}`)}
            {count > 0 && (
              <span className={classes.count}>{count < mostCounted ? count : words("views.many")}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
