const dayMs = 86_400_000;

/** The instant of a wall-clock time some days ago in a zone. */
export function hotelInstant(
  now: number,
  { daysAgo, time, timeZone }: { daysAgo: number; time: string; timeZone: string },
): number {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(
    now - daysAgo * dayMs,
  );
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  return asUtc - offsetMs(asUtc, timeZone);
}

/** How far the zone's wall clock is ahead of UTC at (about) an instant. */
function offsetMs(at: number, timeZone: string): number {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(
    at,
  );
  return Date.parse(`${wall.replace(" ", "T")}Z`) - at;
}
