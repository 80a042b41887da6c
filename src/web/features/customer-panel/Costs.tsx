import { Link } from "@tanstack/react-router";
import type { CustomerCosts } from "#contract/customers.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { formatAmount, isFree } from "../../ui/format-amount.ts";
import { formatMonth } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Costs.module.css";
import { Section } from "./Section.tsx";
import { useCosts } from "./use-customer.ts";

type Total = CustomerCosts["totals"][number];

/** What WhatsApp charges for this customer this month: confirmed and estimated apart, never a false zero. */
export function Costs({ thread }: { thread: ThreadDetail }) {
  const time = useTime();
  const { words } = time;
  const { data: costs } = useCosts(thread);
  if (costs === undefined) {
    return null;
  }
  const link = (
    <Link to="/help/whatsapp-costs" className={classes.link}>
      {words("price.costs")}
    </Link>
  );
  return (
    <Section title={words("panel.costs", { month: formatMonth(costs.month, time) })}>
      {costs.totals.length === 0 && <p className={classes.none}>{words("panel.noCosts")}</p>}
      {costs.totals.map((total) => (
        <Sums key={total.currency} total={total} />
      ))}
      {link}
    </Section>
  );
}

function Sums({ total }: { total: Total }) {
  const { words, language } = useTime();
  const shown = (amount: string): string => formatAmount(amount, total.currency, language);
  return (
    <dl className={classes.sums}>
      {(!isFree(total.confirmed) || total.unknown < total.messages) && (
        <div className={classes.main}>
          <dt>{words("panel.confirmed")}</dt>
          <dd>{isFree(total.confirmed) ? words("charge.free") : shown(total.confirmed)}</dd>
        </div>
      )}
      {!isFree(total.estimated) && (
        <div className={classes.main}>
          <dt>{words("panel.estimated")}</dt>
          <dd>≈ {shown(total.estimated)}</dd>
        </div>
      )}
      {total.unknown > 0 && (
        <div className={classes.main}>
          <dt>{words("charge.unknown")}</dt>
          <dd>{words("panel.messages", { count: total.unknown })}</dd>
        </div>
      )}
      {total.categories.map(({ category, confirmed, estimated, messages, unknown }) => (
        <div key={category} className={classes.part}>
          <dt>
            {categoryWord(category, words)} · {words("panel.messages", { count: messages })}
          </dt>
          <dd>
            {unknown === messages
              ? words("charge.unknown")
              : isFree(confirmed) && isFree(estimated)
                ? words("charge.free")
                : [
                    isFree(confirmed) ? null : shown(confirmed),
                    isFree(estimated) ? null : `≈ ${shown(estimated)}`,
                  ]
                    .filter((part) => part !== null)
                    .join(" + ")}
          </dd>
        </div>
      ))}
    </dl>
  );
}
