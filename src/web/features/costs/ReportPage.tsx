import type { ReactNode } from "react";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { useWords } from "../../ui/use-words.ts";
import { MonthChoice } from "./MonthChoice.tsx";
import classes from "./ReportPage.module.css";

type Props = {
  title: string;
  /** As `2026-10`. */
  month: string;
  onChoose: (month: string) => void;
  links: ReactNode;
  children: ReactNode;
};

/** A page about one month: its name, the month, where to go from here, and what it has to say. */
export function ReportPage({ title, month, onChoose, links, children }: Props) {
  const words = useWords();
  usePageTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <header className={classes.head}>
          <h1 className={classes.title}>{title}</h1>
          <MonthChoice month={month} onChoose={onChoose} />
          <nav className={classes.links} aria-label={words("spend.more")}>
            {links}
          </nav>
        </header>
        {children}
      </div>
    </main>
  );
}

/** One number with its name and what it means. */
export type Tile = { term: string; value: ReactNode; note?: string };

/** Numbers side by side. */
export function Tiles({ label, tiles }: { label: string; tiles: readonly Tile[] }) {
  return (
    <dl className={classes.tiles} aria-label={label}>
      {tiles.map(({ term, value, note }) => (
        <div key={term} className={classes.tile}>
          <dt>{term}</dt>
          <dd>
            <strong>{value}</strong>
            {note !== undefined && <span>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A table that scrolls by itself where it is too wide. */
export function ReportTable({ heads, className = "", children }: TableProps) {
  return (
    <div className={classes.scroll} {...keyboardScrollable}>
      <table className={`${classes.table} ${className}`}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type TableProps = { heads: readonly string[]; className?: string | undefined; children: ReactNode };
