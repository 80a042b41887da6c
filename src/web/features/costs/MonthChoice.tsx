import { NativeSelect } from "@mantine/core";
import { localMonth } from "#domain/time.ts";
import { formatMonth } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { lastMonths } from "./last-months.ts";

type Props = { month: string; onChoose: (month: string) => void };

/** Which month: this one and the year before it, and one that the address names. */
export function MonthChoice({ month, onChoose }: Props) {
  const time = useTime();
  const { words, now, timeZone } = time;
  const offered = lastMonths(localMonth(now, timeZone), 13);
  const months = offered.includes(month) ? offered : [...offered, month].toSorted().toReversed();
  return (
    <NativeSelect
      aria-label={words("spend.month")}
      value={month}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={months.map((value) => ({ value, label: formatMonth(value, time) }))}
    />
  );
}
