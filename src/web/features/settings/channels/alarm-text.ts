import type { ChannelAlarmView } from "#contract/channels.ts";
import { hasWords } from "../../../text/i18n.ts";
import type { AllWords } from "../../../text/words.ts";

type Code = keyof AllWords["health"]["alarm"];

/** The words that an alarm has; one that is newer than the screen is a problem. */
export function alarmCode({ code }: ChannelAlarmView): Code {
  return isKnown(code) ? code : "problem";
}

function isKnown(code: string): code is Code {
  return hasWords(`health.alarm.${code}.title`);
}
