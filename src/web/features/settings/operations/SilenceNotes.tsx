import { IconEarOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSilentChannels } from "../../../api/use-silent-channels.ts";
import { useTime } from "../../../ui/use-time.ts";
import { ageText } from "./age-text.ts";
import classes from "./operations.module.css";

/** One calm line for each channel from which nothing has come for unusually long, with what to do. */
export function SilenceNotes() {
  const { words, now } = useTime();
  return useSilentChannels().map(({ id, name, lastInboundAt }) => (
    <p key={id} className={classes.note}>
      <IconEarOff size={18} aria-hidden="true" />
      <span>
        <strong>{words("operations.silentTitle", { name })}</strong>{" "}
        {words("operations.silent", { age: ageText(now - Date.parse(lastInboundAt ?? ""), words) })}{" "}
        <Link to="/settings/$page" params={{ page: "channels" }}>
          {words("operations.toChannels")}
        </Link>
      </span>
    </p>
  ));
}
