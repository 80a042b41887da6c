import { type ReactNode, useSyncExternalStore } from "react";
import { getSpoken, spoken } from "../text/i18n.ts";
import { SpokenWords } from "./use-words.ts";

/** Follows the language once for everything on the screen. */
export function WordsProvider({ children }: { children: ReactNode }) {
  return <SpokenWords value={useSyncExternalStore(spoken.subscribe, getSpoken)}>{children}</SpokenWords>;
}
