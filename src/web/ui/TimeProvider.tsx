import { type ReactNode, useMemo } from "react";
import { useServerNow } from "../api/server-clock.ts";
import { useSession } from "../api/use-session.ts";
import { CurrentTime } from "./use-time.ts";
import { useLanguage, useWords } from "./use-words.ts";

/** Follows clock, words and time zone once for everything that shows a time: a thread has dozens of them. */
export function TimeProvider({ children }: { children: ReactNode }) {
  const words = useWords();
  const language = useLanguage();
  const now = useServerNow();
  const { timeZone } = useSession().workspace;
  const time = useMemo(() => ({ words, language, timeZone, now }), [words, language, timeZone, now]);
  return <CurrentTime value={time}>{children}</CurrentTime>;
}
