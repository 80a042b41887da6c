import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../simulators/clock.ts";

/**
 * Goes on where the demo's clock stood ahead of real time at its end, and remembers every jump from now on: else what
 * was lived after `+24 h` would lie in the future. One that was moved back starts at real time again.
 */
export function resumeClock(clock: Clock, folder: string): void {
  const path = join(folder, "clock.json");
  const aheadMs = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  if (aheadMs > 0) {
    clock.advance(aheadMs);
  }
  clock.onChange((now) => writeFileSync(path, `${now - Date.now()}\n`));
}
