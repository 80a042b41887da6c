import type { RateCardPreview } from "#contract/rate-cards.ts";
import type { CsvProblemCode } from "#domain/read-rate-csv.ts";
import { hasWords } from "../../../text/i18n.ts";
import { useWords, type Words } from "../../../ui/use-words.ts";
import classes from "./RateCards.module.css";

type Problem = RateCardPreview["problems"][number];
const mostShown = 30;

/** What is wrong or odd in a file, line by line: first what stops it. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  const words = useWords();
  const stopping = problems.filter(({ isStopping }) => isStopping);
  const shown = stopping.length > 0 ? stopping : problems;
  if (shown.length === 0) {
    return null;
  }
  return (
    <div className={classes.problems} data-tone={stopping.length > 0 ? "bad" : "warn"} role="alert">
      <p>{words(stopping.length > 0 ? "rates.problems" : "rates.odd")}</p>
      <ul>
        {shown.slice(0, mostShown).map((problem) => (
          <li key={`${problem.line} ${problem.code} ${problem.detail}`}>{textOf(problem, words)}</li>
        ))}
        {shown.length > mostShown && <li>…</li>}
      </ul>
    </div>
  );
}

function textOf({ line, code, detail }: Problem, words: Words): string {
  const problem = isKnown(code) ? words(`rates.problem.${code}`, { detail }) : code;
  return line === 0 ? problem : words("rates.inLine", { line, problem });
}

function isKnown(code: string): code is CsvProblemCode {
  return hasWords(`rates.problem.${code}`);
}
