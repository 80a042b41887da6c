import type { Source } from "./sources.ts";

/** How long our files may be, in lines. */
export const lengthLimits = { longest: 400, percentile95: 300, median: 80 };

/** Every limit that the files pass, as a sentence. */
export function findLongFiles(sources: readonly Source[]): string[] {
  const lengths = sources.map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }));
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  const tooLong = lengths
    .filter(({ lines }) => lines > lengthLimits.longest)
    .map(({ path, lines }) => `${path} has ${lines} lines; ${lengthLimits.longest} are the most`);
  return [
    ...tooLong,
    ...passedShare(sorted, 0.5, lengthLimits.median, "the median"),
    ...passedShare(sorted, 0.95, lengthLimits.percentile95, "the 95th percentile"),
  ];
}

function passedShare(sorted: readonly number[], share: number, limit: number, name: string): string[] {
  const lines = sorted[Math.floor(sorted.length * share)] ?? 0;
  return lines > limit ? [`${name} of all files is ${lines} lines; ${limit} are the most`] : [];
}
