import { useShortcut } from "../shortcuts/use-shortcut.ts";

/** Lets the keys for the next and the previous thread go through a list; at its ends they do nothing. */
export function useThreadSteps(options: {
  ids: readonly string[];
  openId: string | null;
  onStep: (threadId: string) => void;
}): void {
  const { ids, openId, onStep } = options;
  const step = (by: 1 | -1): void => {
    const at = openId === null ? -1 : ids.indexOf(openId);
    const next = ids[at < 0 ? 0 : at + by];
    if (next !== undefined && next !== openId) {
      onStep(next);
    }
  };
  useShortcut("nextThread", ids.length === 0 ? null : () => step(1));
  useShortcut("previousThread", ids.length === 0 ? null : () => step(-1));
}
