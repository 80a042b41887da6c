import { serviceAllowance } from "#domain/billed-as.ts";
import { epochOf } from "#domain/pricing.ts";
import { localDate } from "#domain/time.ts";
import { formatFullDate } from "../../ui/format-time.ts";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./CostsPage.module.css";

/** What WhatsApp costs, by the rules of today, in plain words. Every price on the screen links here. */
export function CostsPage() {
  const time = useTime();
  const { words, now, timeZone } = time;
  const rules = {
    CBP: words("costs.rulesOld"),
    PMP: words("costs.rulesMessage"),
    "PMP-2026-10": words("costs.rulesNow", { count: serviceAllowance }),
  }[epochOf(localDate(now, timeZone))];
  return (
    <main className={classes.page} {...keyboardScrollable}>
      <article className={classes.column}>
        <h1 className={classes.title}>{words("costs.title")}</h1>
        <p className={classes.date}>{words("costs.today", { date: formatFullDate(now, time) })}</p>
        <h2 className={classes.heading}>{words("costs.whoTitle")}</h2>
        <p>{words("costs.who")}</p>
        <h2 className={classes.heading}>{words("costs.rulesTitle")}</h2>
        <p className={classes.rules}>{rules}</p>
        <h2 className={classes.heading}>{words("costs.freeTitle")}</h2>
        <ul>
          <li>{words("costs.freeInbound")}</li>
          <li>{words("costs.freeNote")}</li>
          <li>{words("costs.freeFailed")}</li>
          <li>{words("costs.freeAd")}</li>
        </ul>
        <h2 className={classes.heading}>{words("costs.categoriesTitle")}</h2>
        <ul>
          <li>{words("costs.marketing")}</li>
          <li>{words("costs.utility")}</li>
          <li>{words("costs.authentication")}</li>
        </ul>
        <h2 className={classes.heading}>{words("costs.windowTitle")}</h2>
        <p>{words("costs.window")}</p>
        <h2 className={classes.heading}>{words("costs.ledgerTitle")}</h2>
        <p>{words("costs.ledger")}</p>
        <h2 className={classes.heading}>{words("costs.avoidTitle")}</h2>
        <p>{words("costs.avoid")}</p>
      </article>
    </main>
  );
}
