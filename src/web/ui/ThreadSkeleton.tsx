import { Skeleton } from "@mantine/core";
import classes from "./ThreadSkeleton.module.css";

const bubbles = ["45%", "58%", "34%", "50%"];

/** The shape of a thread while it is on its way; a thread that comes within a blink never shows it. */
export function ThreadSkeleton() {
  return (
    <div className={classes.thread} aria-hidden="true">
      <div className={classes.header}>
        <Skeleton circle height={42} />
        <Skeleton height={20} width="30%" radius="md" />
      </div>
      <div className={classes.log}>
        {bubbles.map((width) => (
          <Skeleton key={width} className={classes.bubble} height={52} width={width} radius="lg" />
        ))}
      </div>
      <div className={classes.composer}>
        <Skeleton height={132} radius="md" />
      </div>
    </div>
  );
}
