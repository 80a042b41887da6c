/** Notices when this process stood still, so that what piled up meanwhile is not taken for a rush of somebody else. */
export type StallWatch = {
  /** How long this process stood still at most between two moments (ms since 1970). */
  longestBetween(from: number, to: number): number;
  stop(): void;
};

const everyMs = 5;
const worthMs = 15;

/** Starts watching. */
export function watchStalls(): StallWatch {
  const stalls: { from: number; to: number }[] = [];
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > worthMs) {
      stalls.push({ from: last, to: now });
    }
    last = now;
  }, everyMs);
  timer.unref();
  return {
    longestBetween: (from, to) =>
      stalls
        .filter((stall) => stall.from <= to && stall.to >= from)
        .reduce((longest, stall) => Math.max(longest, stall.to - stall.from), worthMs),
    stop: () => clearInterval(timer),
  };
}
