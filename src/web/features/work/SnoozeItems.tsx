import { Menu } from "@mantine/core";
import { IconCalendar, IconClockHour4, IconPlayerPlay, IconSun, IconSunrise } from "@tabler/icons-react";
import { type SnoozePreset, snoozePresets } from "#domain/snooze.ts";
import { formatClock } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./WorkMenus.module.css";

const icons = {
  "later-today": IconClockHour4,
  tomorrow: IconSunrise,
  monday: IconSun,
} as const satisfies Record<SnoozePreset["kind"], unknown>;

type Props = {
  /** Offered where a snooze can be ended. */
  isSnoozed: boolean;
  onSnooze: (until: number) => void;
  onWake: () => void;
  onPickDate: () => void;
};

/** Until when threads can be put off, by the clock of the workspace. */
export function SnoozeItems({ isSnoozed, onSnooze, onWake, onPickDate }: Props) {
  const time = useTime();
  const { words, now, timeZone } = time;
  return (
    <>
      {isSnoozed && (
        <Menu.Item leftSection={<IconPlayerPlay size={18} aria-hidden="true" />} onClick={onWake}>
          {words("work.wake")}
        </Menu.Item>
      )}
      {snoozePresets(now, timeZone).map(({ kind, at }) => {
        const Icon = icons[kind];
        return (
          <Menu.Item
            key={kind}
            leftSection={<Icon size={18} aria-hidden="true" />}
            rightSection={<span className={classes.when}>{formatClock(at, time)}</span>}
            onClick={() => onSnooze(at)}
          >
            {words(`work.snoozeUntil.${kind}`)}
          </Menu.Item>
        );
      })}
      <Menu.Item leftSection={<IconCalendar size={18} aria-hidden="true" />} onClick={onPickDate}>
        {words("work.snoozeUntil.date")}
      </Menu.Item>
    </>
  );
}
