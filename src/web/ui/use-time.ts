import { useTranslation } from "react-i18next";
import { useServerNow } from "../api/server-clock.ts";
import { useSession } from "../api/use-session.ts";
import type { TimeContext } from "./format-time.ts";

/** What the formats of format-time.ts need, for this person, workspace and moment. */
export function useTime(): TimeContext {
  const { t: words, i18n } = useTranslation();
  const { workspace } = useSession();
  const now = useServerNow();
  return { words, language: i18n.language, timeZone: workspace.timeZone, now };
}
