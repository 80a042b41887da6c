import { Skeleton } from "@mantine/core";
import classes from "./PanelSkeleton.module.css";

/** The shape of the panel while it is on its way; one that comes within a blink never shows it. */
export function PanelSkeleton() {
  return (
    <div className={classes.panel} aria-hidden="true">
      <Skeleton circle height={64} />
      <Skeleton height={22} width="55%" radius="md" />
      <Skeleton height={18} width="80%" radius="md" className={classes.section} />
      <Skeleton height={132} radius="md" />
      <Skeleton height={18} width="60%" radius="md" className={classes.section} />
      <Skeleton height={56} radius="md" />
    </div>
  );
}
