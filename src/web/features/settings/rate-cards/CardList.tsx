import { Skeleton } from "@mantine/core";
import { localDate } from "#domain/time.ts";
import { countingCard, useRateCards } from "../../../api/use-rate-cards.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useTime } from "../../../ui/use-time.ts";
import { Card } from "../Card.tsx";
import classes from "../SettingsPage.module.css";
import { CardRow } from "./CardRow.tsx";

/** Every card, the youngest day first; the ones that count today are marked. */
export function CardList() {
  const { words, now, timeZone } = useTime();
  const { cards, error, retry } = useRateCards();
  const date = localDate(now, timeZone);
  return (
    <Card title={words("rates.known")}>
      {error !== null && <ErrorNote error={error} onRetry={retry} />}
      {cards === undefined && error === null && <Skeleton height={240} radius="md" />}
      <ul className={classes.rows}>
        {cards?.map((card) => (
          <CardRow
            key={card.id}
            card={card}
            isCounting={countingCard(cards, { currency: card.currency, date })?.id === card.id}
          />
        ))}
      </ul>
    </Card>
  );
}
