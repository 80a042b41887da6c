import { useStore } from "../api/create-store.ts";
import classes from "./Notices.module.css";
import { notices } from "./notify.ts";

/** Where short notices appear and are read out. */
export function Notices() {
  const shown = useStore(notices);
  return (
    <div className={classes.notices} role="status">
      {shown.map(({ id, text }) => (
        <p key={id} className={classes.notice}>
          {text}
        </p>
      ))}
    </div>
  );
}
