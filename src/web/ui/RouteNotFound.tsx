import { Link } from "@tanstack/react-router";
import classes from "./RouteError.module.css";
import { useWords } from "./use-words.ts";

/** An address that leads nowhere. */
export function RouteNotFound() {
  const words = useWords();
  return (
    <main className={classes.page}>
      <h1 className={classes.title}>{words("error.loadTitle")}</h1>
      <p>{words("error.NOT_FOUND")}</p>
      <Link to="/inbox" search={{}}>
        {words("rail.inbox")}
      </Link>
    </main>
  );
}
