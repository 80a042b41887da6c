import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./SettingsPage.module.css";

type Props = { title: string; lead?: string | undefined; action?: ReactNode };

/** What a page of the settings is for; below the settings' own title where no page was chosen. */
export function PageHead({ title, lead, action }: Props) {
  const { page } = useParams({ strict: false });
  const Title = page === undefined ? "h2" : "h1";
  return (
    <header className={classes.head}>
      <div className={classes.headText}>
        <Title className={classes.title}>{title}</Title>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      </div>
      {action}
    </header>
  );
}
