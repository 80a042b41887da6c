import { Link } from "@tanstack/react-router";
import type { Estimate } from "#contract/prices.ts";
import { isFree } from "../../ui/format-amount.ts";
import { formatDate } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./PriceNote.module.css";

/** Where a price comes from: the date of its rate, that it is an estimate, and the page that explains it. */
export function PriceNote({ estimate }: { estimate: Estimate | null }) {
  const time = useTime();
  const { words } = time;
  return (
    <p className={classes.note}>
      {estimate !== null && estimate.amount !== null && (
        <span>
          {estimate.rateDate === null || isFree(estimate.amount)
            ? words("price.estimatedFree")
            : words("price.estimatedOn", {
                date: formatDate(Date.parse(`${estimate.rateDate}T12:00:00Z`), time),
              })}
          {" · "}
        </span>
      )}
      <Link to="/help/whatsapp-costs">{words("price.costs")}</Link>
    </p>
  );
}
