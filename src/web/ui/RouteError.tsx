import { useRouter } from "@tanstack/react-router";
import { ErrorNote } from "./ErrorNote.tsx";
import classes from "./RouteError.module.css";
import { useWords } from "./use-words.ts";

/** A screen that could not be shown at all, with a way to try again. */
export function RouteError({ error }: { error: unknown }) {
  const words = useWords();
  const router = useRouter();
  return (
    <main className={classes.page}>
      <h1 className={classes.title}>{words("error.loadTitle")}</h1>
      <ErrorNote error={error} onRetry={() => void router.invalidate()} />
    </main>
  );
}
