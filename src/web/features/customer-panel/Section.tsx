import type { ReactNode } from "react";
import classes from "./Section.module.css";

type Props = { title: string; side?: ReactNode; children: ReactNode };

/** One part of the panel under its heading, with a small link or button beside it. */
export function Section({ title, side, children }: Props) {
  return (
    <section className={classes.section}>
      <div className={classes.top}>
        <h3 className={classes.title}>{title}</h3>
        {side}
      </div>
      {children}
    </section>
  );
}
