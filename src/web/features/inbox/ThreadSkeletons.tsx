import classes from "./ThreadSkeletons.module.css";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Rows of their final size while the first page is read; nothing shows within the first tenth of a second. */
export function ThreadSkeletons() {
  return (
    <div className={classes.skeletons} aria-hidden="true">
      {rows.map((row) => (
        <div key={row} className={classes.row}>
          <span className={classes.avatar} />
          <span className={classes.name} />
          <span className={classes.preview} />
          <span className={classes.facts} />
        </div>
      ))}
    </div>
  );
}
