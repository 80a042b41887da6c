import { IconAlertCircle } from "@tabler/icons-react";
import { useWords } from "../../../ui/use-words.ts";
import { type Problem, problemText } from "./connection-problems.ts";
import classes from "./Problems.module.css";

/** Everything that the provider has against a connection, each with what to do; its own words stay visible, small. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  const words = useWords();
  return (
    <div className={classes.note} role="alert">
      <p className={classes.title}>
        <IconAlertCircle size={18} aria-hidden="true" />
        {words("settings.problemsTitle")}
      </p>
      <ul className={classes.list}>
        {problems.map((problem) => (
          <li key={problem.code}>
            {problemText(problem, words)}
            {problem.detail !== "" && (
              <small className={classes.detail}>
                {problem.code} · {problem.detail}
              </small>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
