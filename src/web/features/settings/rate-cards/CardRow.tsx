import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { RateCardView } from "#contract/rate-cards.ts";
import { callRoute } from "../../../api/call-route.ts";
import { formatDate, formatFullDate } from "../../../ui/format-time.ts";
import { saveFile } from "../../../ui/save-file.ts";
import { useTime } from "../../../ui/use-time.ts";
import classes from "../SettingsPage.module.css";
import { writeCardCsv } from "./write-card-csv.ts";

type Props = { card: RateCardView; isCounting: boolean };

/** One card: currency, day, where it comes from; downloaded in the form in which cards are imported. */
export function CardRow({ card, isCounting }: Props) {
  const time = useTime();
  const { words } = time;
  const { id, currency, effectiveFrom, unit, source, superseded } = card;
  const date = formatFullDate(Date.parse(`${effectiveFrom}T12:00:00Z`), time);
  const download = useMutation({
    mutationFn: async () => {
      const detail = await callRoute("getRateCard", { params: { id } });
      saveFile(`${currency}-${effectiveFrom}.csv`, "text/csv", writeCardCsv(detail));
    },
  });
  return (
    <li className={classes.row}>
      <span className={classes.rowText}>
        <span className={classes.rowTitle}>{words("rates.card", { currency, date })}</span>
        <span className={classes.rowDetail}>
          {words("rates.markets", { count: card.markets })},{" "}
          {words(unit === "message" ? "rates.perMessage" : "rates.perConversation")} · {originOf(card, time)}
        </span>
        <span className={classes.rowDetail}>{source}</span>
      </span>
      {isCounting && (
        <span className={classes.badge} data-tone="good">
          {words("rates.counting")}
        </span>
      )}
      {superseded && <span className={classes.badge}>{words("rates.superseded")}</span>}
      <Button
        variant="default"
        loading={download.isPending}
        aria-label={words("rates.downloadOf", { currency, date })}
        onClick={() => download.mutate()}
      >
        {words("rates.download")}
      </Button>
    </li>
  );
}

function originOf({ importedAt, importedBy }: RateCardView, time: ReturnType<typeof useTime>): string {
  const { words } = time;
  if (importedAt === null) {
    return words("rates.published");
  }
  const date = formatDate(Date.parse(importedAt), time);
  return importedBy === null
    ? words("rates.importedOn", { date })
    : words("rates.importedBy", { name: importedBy, date });
}
