import { type ReactNode, useId } from "react";
import classes from "./SettingsPage.module.css";

type Props = { title: string; lead?: string; children: ReactNode };

/** One subject of a page. */
export function Card({ title, lead, children }: Props) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.cardHead}>
        <h2 className={classes.heading} id={id}>
          {title}
        </h2>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      </div>
      {children}
    </section>
  );
}
