import { Button } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { addDays, instantAt } from "#domain/local-instant.ts";
import { longestSnoozeMs } from "#domain/snooze.ts";
import { localDate } from "#domain/time.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatWhen } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./SnoozeDialog.module.css";

type Props = { onSnooze: (until: number) => void; onClose: () => void };

/** A day and a time of one's own to put threads off until. */
export function SnoozeDialog({ onSnooze, onClose }: Props) {
  const time = useTime();
  const { words, now, timeZone } = time;
  const today = localDate(now, timeZone);
  const [day, setDay] = useState(() => addDays(today, 1));
  const [clock, setClock] = useState("08:00");
  const hintId = useId();
  const at = day === "" || clock === "" ? Number.NaN : instantAt(day, clock, timeZone);
  const isFitting = at > now && at <= now + longestSnoozeMs;
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFitting) {
      onSnooze(at);
      onClose();
    }
  };
  return (
    <Dialog opened onClose={onClose} title={words("work.snoozeTitle")}>
      <form className={classes.form} onSubmit={handleSubmit}>
        <label className={classes.field}>
          {words("work.snoozeDay")}
          <input
            className={classes.input}
            type="date"
            data-autofocus
            value={day}
            min={today}
            aria-describedby={hintId}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </label>
        <label className={classes.field}>
          {words("work.snoozeTime")}
          <input
            className={classes.input}
            type="time"
            value={clock}
            aria-describedby={hintId}
            onChange={(event) => setClock(event.currentTarget.value)}
          />
        </label>
        <p className={classes.hint} id={hintId}>
          {isFitting ? words("work.snoozeHint", { when: formatWhen(at, time) }) : words("work.snoozeUnfit")}
        </p>
        <Button type="submit" className={classes.submit} disabled={!isFitting}>
          {words("work.snooze")}
        </Button>
      </form>
    </Dialog>
  );
}
