import { startTransition, useEffect, useState } from "react";
import { afterPaint } from "./after-paint.ts";

/**
 * False in the first frame of a component, true soon after: what nobody reads or uses in that moment comes then, piece by
 * piece between what the person does. A component that waits for data has its first frame when they are there.
 */
export function useIsPainted(hasData = true): boolean {
  const [isPainted, setIsPainted] = useState(false);
  useEffect(
    () => (hasData ? afterPaint(() => startTransition(() => setIsPainted(true))) : undefined),
    [hasData],
  );
  return isPainted;
}
