import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

type Props = {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** It is all there is on the page: its title is the page's heading. */
  isPage?: boolean;
};

/** Says why there is nothing here and what to do next. */
export function EmptyState({ icon, title, children, action, isPage = false }: Props) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={classes.empty}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <Title className={classes.title}>{title}</Title>
      <p className={classes.text}>{children}</p>
      {action}
    </div>
  );
}
