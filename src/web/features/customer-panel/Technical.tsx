import type { AccountView } from "#contract/customers.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import { formatDate } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Technical.module.css";

/** WhatsApp's own ids of an account, and addresses that have ended: for who looks for them. */
export function Technical({ account }: { account: AccountView }) {
  const time = useTime();
  const { words } = time;
  const shown = account.addresses.filter(
    ({ kind, validTo }) => validTo !== null || kind === "bsuid" || kind === "parent_bsuid",
  );
  if (shown.length === 0) {
    return null;
  }
  return (
    <details className={classes.details}>
      <summary>{words("panel.details")}</summary>
      <dl className={classes.list}>
        {shown.map(({ id, kind, value, validTo }) => (
          <div key={id}>
            <dt>
              {words(`panel.${kind}`)}
              {validTo !== null &&
                ` · ${words("panel.ended", { day: formatDate(Date.parse(validTo), time) })}`}
            </dt>
            <dd>{kind === "phone" || kind === "wa_id" ? formatPhone(value) : value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
