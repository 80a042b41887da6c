import { Link } from "@tanstack/react-router";
import type { CostSummary } from "#contract/costs.ts";
import { formatAmount } from "../../ui/format-amount.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./CostReport.module.css";

type Priced = CostSummary["saved"]["inTime"];

/** Windows that ran out on somebody who waited, and what answering in time or by mail saved. */
export function Answers({ summary }: { summary: CostSummary }) {
  const { words, language } = useTime();
  const { lostWindows, saved } = summary;
  const amounts = (sums: Priced): string =>
    sums.length === 0
      ? words("charge.free")
      : sums
          .map(({ amount, currency, unpriced }) =>
            unpriced > 0
              ? `${formatAmount(amount, currency, language)} + ${words("spend.unknownOf", { count: unpriced })}`
              : formatAmount(amount, currency, language),
          )
          .join(" + ");
  const messages = (sums: Priced): number => sums.reduce((sum, one) => sum + one.messages, 0);
  return (
    <div className={classes.pair}>
      <section className={classes.block} aria-label={words("spend.lost")}>
        <h2 className={classes.heading}>{words("spend.lost")}</h2>
        <p className={classes.big}>{lostWindows.count}</p>
        <ul className={classes.facts}>
          <li>
            {words("spend.lostOpen", { count: lostWindows.open })}{" "}
            {lostWindows.open > 0 && (
              <Link to="/inbox" search={{ view: "lost" }}>
                {words("spend.lostShow")}
              </Link>
            )}
          </li>
          <li>
            {words("spend.lostReopened", { count: lostWindows.reopened, amount: amounts(lostWindows.costs) })}
          </li>
          <li>{words("spend.lostMail", { count: lostWindows.byMail })}</li>
          <li>{words("spend.lostCustomer", { count: lostWindows.byCustomer })}</li>
        </ul>
      </section>
      <section className={classes.block} aria-label={words("spend.saved")}>
        <h2 className={classes.heading}>{words("spend.saved")}</h2>
        <ul className={classes.facts}>
          <li>
            {words("spend.savedInTime", { count: messages(saved.inTime), amount: amounts(saved.inTime) })}
          </li>
          <li>
            {words("spend.savedByMail", { count: messages(saved.byMail), amount: amounts(saved.byMail) })}
          </li>
        </ul>
        <p className={classes.muted}>{words("spend.savedNote")}</p>
      </section>
    </div>
  );
}
