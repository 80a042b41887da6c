import { useEffectEvent, useLayoutEffect } from "react";
import { registerShortcut } from "./registry.ts";
import type { ShortcutName } from "./shortcut-table.ts";

/**
 * Makes a shortcut of the table work while the component is mounted; null: not now. It then works by its keys, stands
 * in the table that `?` shows, and in the command bar.
 */
export function useShortcut(name: ShortcutName, run: (() => void) | null): void {
  const handleRun = useEffectEvent(() => run?.());
  const isWorking = run !== null;
  // Before the frame is drawn: the key works as soon as its button can be seen.
  useLayoutEffect(
    () => (isWorking ? registerShortcut(name, () => handleRun()) : undefined),
    [name, isWorking],
  );
}
