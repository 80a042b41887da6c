import * as z from "zod/mini";
import { createStored } from "../../api/stored.ts";

/** What this person was warned of, over all tabs and reloads: the key of each warning and when its window closes. */
const warned = createStored<Readonly<Record<string, number>>>("warned", (raw) => {
  const parsed = z.safeParse(z.record(z.string(), z.number()), raw);
  return parsed.success ? parsed.data : {};
});

/** Whether this person was warned of it already. */
export function wasWarned(key: string): boolean {
  return warned.get()[key] !== undefined;
}

/** Takes those that nobody was warned of yet, and remembers them; closed windows are forgotten. */
export function takeNew<Warning extends { key: string; closesAt: number }>(
  due: readonly Warning[],
  now: number,
): Warning[] {
  let fresh: Warning[] = [];
  warned.update((before) => {
    fresh = due.filter(({ key }) => before[key] === undefined);
    const kept = Object.entries(before).filter(([, closesAt]) => closesAt > now);
    return Object.fromEntries([...kept, ...fresh.map(({ key, closesAt }) => [key, closesAt] as const)]);
  });
  return fresh;
}
