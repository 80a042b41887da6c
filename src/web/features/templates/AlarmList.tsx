import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { TemplateAlarmView } from "#contract/templates.ts";
import { callRoute } from "../../api/call-route.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { formatAmount } from "../../ui/format-amount.ts";
import { formatFullDate } from "../../ui/format-time.ts";
import { marketWord } from "../../ui/market-word.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Workbench.module.css";

/** What WhatsApp did to templates; each stays until an owner has seen it, and a new category names its price. */
export function AlarmList({ alarms, onSeen }: { alarms: readonly TemplateAlarmView[]; onSeen: () => void }) {
  const { words } = useTime();
  const dismiss = useMutation({
    mutationFn: (id: string) => callRoute("dismissTemplateAlarm", { params: { id } }),
    onSettled: onSeen,
  });
  if (alarms.length === 0) {
    return null;
  }
  return (
    <section className={classes.alarms} aria-label={words("workbench.alarms")}>
      {alarms.map((alarm) => (
        <article
          key={alarm.id}
          className={classes.alarm}
          data-tone={alarm.kind === "paused" ? "warn" : "bad"}
        >
          <IconAlertTriangle size={20} aria-hidden="true" />
          <Told alarm={alarm} />
          <Button
            variant="default"
            aria-label={words("workbench.dismissOf", { name: alarm.name })}
            onClick={() => dismiss.mutate(alarm.id)}
          >
            {words("workbench.dismiss")}
          </Button>
        </article>
      ))}
      {dismiss.isError && <ErrorNote error={dismiss.error} />}
    </section>
  );
}

function Told({ alarm }: { alarm: TemplateAlarmView }) {
  const time = useTime();
  const { words, language } = time;
  const { kind, name, from, to, comesAt, price, reason, advice } = alarm;
  const amount = (one: string | null, currency: string): string =>
    one === null ? words("workbench.priceUnknown") : formatAmount(one, currency, language);
  return (
    <div className={classes.told}>
      <strong>
        {words(`workbench.alarm.${kind}`, {
          name: `${name} (${alarm.language})`,
          from: categoryWord(from ?? "", words),
          to: categoryWord(to ?? "", words),
          date: comesAt === null ? "" : formatFullDate(Date.parse(comesAt), time),
        })}
      </strong>
      {price !== null && (
        <span>
          {words("workbench.priceChange", {
            market: marketWord(price.market, words),
            from: amount(price.from, price.currency),
            to: amount(price.to, price.currency),
          })}
        </span>
      )}
      {reason !== null && <span>{words("workbench.reason", { reason: reasonWord(reason, words) })}</span>}
      {advice !== null && <span>{words("workbench.advice", { advice })}</span>}
    </div>
  );
}

const knownReasons = [
  "abusive_content",
  "incorrect_category",
  "invalid_format",
  "promotional",
  "scam",
  "tag_content_mismatch",
  "first_pause",
  "second_pause",
  "rate_limiting_pause",
] as const;

/** Meta's word for a reason in words of ours, with the word itself where we have none. */
export function reasonWord(reason: string, words: ReturnType<typeof useTime>["words"]): string {
  const known = knownReasons.find((one) => one === reason);
  return known === undefined
    ? `${words("workbench.reasons.other")} (${reason})`
    : words(`workbench.reasons.${known}`);
}
