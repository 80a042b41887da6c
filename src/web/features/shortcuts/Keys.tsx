import { Fragment } from "react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./Keys.module.css";
import { keyCaps } from "./show-keys.ts";

/** Keys as caps: one pressed with another stand together, one after the other with a word between. */
export function Keys({ keys }: { keys: string }) {
  const words = useWords();
  return (
    <span className={classes.keys}>
      {keys.split(" ").map((chord, index) => (
        <Fragment key={chord}>
          {index > 0 && <span className={classes.then}>{words("shortcuts.then")}</span>}
          {keyCaps(chord, words).map((cap) => (
            <kbd key={cap} className={classes.cap}>
              {cap}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
