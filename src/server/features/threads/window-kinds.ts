import type { Context } from "../../context.ts";

/** Kinds of channels on which a window rules what may be sent. */
export function windowKindsOf({ adapters }: Context): string[] {
  return [...adapters.values()].filter(({ hasWindow }) => hasWindow).map(({ kind }) => kind);
}
