import type { ChannelAlarmView } from "#contract/channels.ts";
import { hasWords } from "../../../text/i18n.ts";
import type { AllWords } from "../../../text/words.ts";
import { failureReason } from "../../../ui/failure-reason.ts";
import type { Words } from "../../../ui/use-words.ts";

/** What is wrong and what to do next: an error has the words of its reason, as a message that failed with it. */
export function alarmText(alarm: ChannelAlarmView, words: Words): { title: string; next: string } {
  const reason = failureReason(alarm.reason ?? "unknown");
  if (reason !== "unknown") {
    return { title: `${words(`failure.${reason}.title`)}.`, next: words(`advice.${reason}`) };
  }
  const code = alarmCode(alarm);
  return { title: words(`health.alarm.${code}.title`), next: words(`health.alarm.${code}.next`) };
}

type Code = keyof AllWords["health"]["alarm"];

/** The words that an alarm has; one that is newer than the screen is a problem. */
function alarmCode({ code }: ChannelAlarmView): Code {
  return isKnown(code) ? code : "problem";
}

function isKnown(code: string): code is Code {
  return hasWords(`health.alarm.${code}.title`);
}
