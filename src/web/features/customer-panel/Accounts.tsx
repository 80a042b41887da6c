import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { CustomerDetail } from "#contract/customers.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { useWords } from "../../ui/use-words.ts";
import { AccountCard } from "./AccountCard.tsx";
import classes from "./Accounts.module.css";
import { AddressForm } from "./AddressForm.tsx";
import { Section } from "./Section.tsx";

/** Every way to reach the customer, by person, with the one that is used and why. */
export function Accounts({ thread, customer }: { thread: ThreadDetail; customer: CustomerDetail }) {
  const words = useWords();
  const [isAdding, setAdding] = useState(false);
  const isCurrent = ({ addresses }: CustomerDetail["accounts"][number]): boolean =>
    addresses.some(({ validTo }) => validTo === null);
  const current = customer.accounts.filter(isCurrent);
  const former = customer.accounts.filter((account) => !isCurrent(account));
  const add = !isAdding && (
    <button type="button" className={classes.add} onClick={() => setAdding(true)}>
      <IconPlus size={15} aria-hidden="true" />
      {words("panel.add")}
    </button>
  );
  return (
    <Section title={words("panel.addresses")} side={add}>
      {isAdding && (
        <AddressForm threadId={thread.id} customerId={customer.id} onDone={() => setAdding(false)} />
      )}
      {current.length === 0 && <p className={classes.none}>{words("panel.noAddress")}</p>}
      <ul className={classes.list}>
        {current.map((account) => (
          <AccountCard
            key={account.identityId}
            account={account}
            customer={customer}
            isReplyTo={thread.replyTo?.identityId === account.identityId}
          />
        ))}
      </ul>
      {former.length > 0 && (
        <details className={classes.former}>
          <summary>{words("panel.former", { count: former.length })}</summary>
          <ul className={classes.list}>
            {former.map((account) => (
              <AccountCard key={account.identityId} account={account} customer={customer} isReplyTo={false} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
