import type { Step } from "./steps.ts";

/** The shortest event list that was found to fail, and how it fails. */
export type Shrunk = { steps: Step[]; failure: Error };

/**
 * Takes events away, ever smaller pieces of them, as long as the rest still breaks the same promise. Every part of an
 * event list is one, so nothing has to be mended.
 */
export async function shrink(
  steps: readonly Step[],
  run: (steps: readonly Step[]) => Promise<Error | null>,
): Promise<Shrunk> {
  const first = await run(steps);
  if (first === null) {
    throw new Error("The event list does not fail");
  }
  let shrunk: Shrunk = { steps: [...steps], failure: first };
  for (let size = Math.ceil(steps.length / 2); size >= 1; ) {
    const before = shrunk.steps.length;
    for (let start = 0; start < shrunk.steps.length; ) {
      const left = shrunk.steps.toSpliced(start, size);
      const failure = await run(left);
      if (failure !== null && promiseOf(failure) === promiseOf(first)) {
        shrunk = { steps: left, failure };
      } else {
        start += size;
      }
    }
    size = size === 1 && shrunk.steps.length < before ? 1 : Math.floor(size / 2);
  }
  return shrunk;
}

/** Which promise a failure breaks, without the ids that differ from run to run. */
function promiseOf({ message }: Error): string {
  return message.split(":")[0] ?? message;
}
