import { formatFullDate } from "../../ui/format-time.ts";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { useTime } from "../../ui/use-time.ts";
import { CostExamples } from "./CostExamples.tsx";
import classes from "./CostsPage.module.css";
import { PriceTable } from "./PriceTable.tsx";
import { useRates } from "./use-rates.ts";

/** What WhatsApp costs, by the rules of today, in plain words. Every price on the screen links here. */
export function CostsPage() {
  const time = useTime();
  const { words, now } = time;
  const rates = useRates();
  const rules = {
    CBP: words("costs.rulesOld"),
    PMP: words("costs.rulesMessage"),
    "PMP-2026-10": words("costs.rulesNow", { count: rates.allowance }),
  }[rates.epoch];
  return (
    <main className={classes.page} {...keyboardScrollable}>
      <article className={classes.column}>
        <header className={classes.head}>
          <h1 className={classes.title}>{words("costs.title")}</h1>
          <p className={classes.lead}>{words("costs.lead")}</p>
          <p className={classes.date}>{words("costs.today", { date: formatFullDate(now, time) })}</p>
        </header>
        <section>
          <h2 className={classes.heading}>{words("costs.rulesTitle")}</h2>
          <p className={classes.rules}>{rules}</p>
        </section>
        <section>
          <h2 className={classes.heading}>{words("costs.pricesTitle")}</h2>
          <PriceTable rates={rates} />
        </section>
        <section>
          <h2 className={classes.heading}>{words("costs.examplesTitle")}</h2>
          <CostExamples rates={rates} />
        </section>
        <div className={classes.pair}>
          <section className={classes.card}>
            <h2 className={classes.heading}>{words("costs.freeTitle")}</h2>
            <ul className={classes.list}>
              <li>{words("costs.freeInbound")}</li>
              <li>{words("costs.freeNote")}</li>
              <li>{words("costs.freeFailed")}</li>
              <li>{words("costs.freeAd")}</li>
            </ul>
          </section>
          <section className={classes.card}>
            <h2 className={classes.heading}>{words("costs.avoidTitle")}</h2>
            <p>{words("costs.avoid")}</p>
          </section>
        </div>
        <section>
          <h2 className={classes.heading}>{words("costs.whoTitle")}</h2>
          <p>{words("costs.who")}</p>
        </section>
        <section>
          <h2 className={classes.heading}>{words("costs.windowTitle")}</h2>
          <p>{words("costs.window")}</p>
        </section>
        <section>
          <h2 className={classes.heading}>{words("costs.ledgerTitle")}</h2>
          <p>{words("costs.ledger")}</p>
        </section>
      </article>
    </main>
  );
}
