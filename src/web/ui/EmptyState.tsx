import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

type Props = { icon: ReactNode; title: string; children: ReactNode; action?: ReactNode };

/** Says why there is nothing here and what to do next. */
export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{children}</p>
      {action}
    </div>
  );
}
