import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Costs } from "#contract/costs.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useChannels } from "../../api/use-channels.ts";
import { useSession } from "../../api/use-session.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { formatAmount } from "../../ui/format-amount.ts";
import { formatDate } from "../../ui/format-time.ts";
import { marketWord } from "../../ui/market-word.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./CostReport.module.css";

const mostShown = 50;

/** Whether WhatsApp's own bill says the same, and each bucket in which it does not. */
export function Adjustments({ costs }: { costs: Costs }) {
  const time = useTime();
  const { words, language } = time;
  const queryClient = useQueryClient();
  const channels = useChannels();
  const isOwner = useSession().user.role === "owner";
  const { adjustments, reconciled } = costs;
  const ask = useMutation({
    mutationFn: () => callRoute("reconcileCosts", {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.allCosts }),
  });
  const dateOf = (day: string): string => formatDate(Date.parse(`${day}T12:00:00Z`), time);
  const failed = ask.data?.items.some(({ problem }) => problem !== null) ?? false;
  return (
    <section className={classes.block} aria-label={words("spend.reconciled")}>
      <div className={classes.line}>
        <h2 className={classes.heading}>{words("spend.reconciled")}</h2>
        {isOwner && (
          <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
            {words("spend.reconcile")}
          </Button>
        )}
      </div>
      <p className={classes.muted} role="status">
        {reconciled.until === null
          ? words("spend.notReconciled")
          : words("spend.reconciledUntil", {
              date: dateOf(reconciled.until),
              agreeing: reconciled.agreeing,
              count: reconciled.buckets,
            })}
        {failed && ` ${words("spend.reconcileFailed")}`}
      </p>
      {ask.isError && <ErrorNote error={ask.error} />}
      <ul className={classes.facts}>
        {adjustments
          .slice(0, mostShown)
          .map(({ day, channelId, market, category, type, currency, amount, messages }) => (
            <li key={[day, channelId, market, category, type, currency].join(" ")}>
              {words("spend.adjustmentOf", {
                date: dateOf(day),
                number: channels.find(({ id }) => id === channelId)?.name ?? "",
                market: market === "" ? words("spend.noMarket") : marketWord(market, words),
                category: categoryWord(category, words),
                amount: formatAmount(amount, currency, language),
                messages: messages > 0 ? `+${messages}` : messages,
              })}
            </li>
          ))}
        {adjustments.length > mostShown && <li>…</li>}
      </ul>
    </section>
  );
}
