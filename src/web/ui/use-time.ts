import { createContext, use } from "react";
import type { TimeContext } from "./format-time.ts";

/** What TimeProvider hands to all screens behind the sign-in. */
export const CurrentTime = createContext<TimeContext | null>(null);

/** What the formats of format-time.ts need, for this person, workspace and moment; renders again when the clock ticks. */
export function useTime(): TimeContext {
  const time = use(CurrentTime);
  if (time === null) {
    throw new Error("useTime is for screens behind the sign-in.");
  }
  return time;
}
