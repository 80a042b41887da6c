import { Button } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { CustomerDetail } from "#contract/customers.ts";
import { labelOfUnnamed } from "#domain/customer-label.ts";
import { callRoute } from "../../api/call-route.ts";
import { customerName } from "../../ui/customer-name.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { contactOf } from "./contact-of.ts";
import { describeAccount } from "./describe-account.ts";
import classes from "./MergeDialog.module.css";
import { panelKeys } from "./use-customer.ts";

type Props = {
  customer: CustomerDetail;
  name: string;
  otherId: string;
  isBusy: boolean;
  onMerge: (other: { id: string; name: string }) => void;
  onBack: () => void;
};

/** Both cards side by side, and what will hold when they are one. */
export function MergePreview({ customer, name, otherId, isBusy, onMerge, onBack }: Props) {
  const words = useWords();
  const query = useQuery({
    queryKey: [...panelKeys.customer(customer.threadId), otherId],
    queryFn: ({ signal }): Promise<CustomerDetail> =>
      callRoute("getCustomer", { params: { id: otherId } }, signal),
  });
  const other = query.data;
  if (other === undefined) {
    return query.error === null ? (
      <p className={classes.hint}>{words("mergeDialog.loading")}</p>
    ) : (
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const contact = contactOf(other);
  const otherName =
    customerName({ ...contact, name: other.name ?? labelOfUnnamed(contact) ?? "" }) || words("merge.unnamed");
  const effects = [
    words("mergeDialog.joins", { name }),
    ...(other.notes === "" ? [] : [words("mergeDialog.notes")]),
    ...(other.blockedAt !== null && customer.blockedAt === null ? [words("mergeDialog.blocks")] : []),
    ...(other.marketingStoppedAt !== null && customer.marketingStoppedAt === null
      ? [words("mergeDialog.stopsMarketing")]
      : []),
    words("mergeDialog.reversible"),
  ];
  const cards = [
    { title: words("mergeDialog.stays"), shown: name, card: customer },
    { title: words("mergeDialog.goes"), shown: otherName, card: other },
  ];
  return (
    <>
      <div className={classes.cards}>
        {cards.map(({ title, shown, card }) => (
          <section key={card.id} className={classes.card} aria-label={`${title}: ${shown}`}>
            <p className={classes.which}>{title}</p>
            <h3 className={classes.name}>{shown}</h3>
            <ul>
              {card.accounts.map((account) => (
                <li key={account.identityId}>{describeAccount(account, words).title}</li>
              ))}
            </ul>
            {card.accounts.length === 0 && <p className={classes.hint}>{words("mergeDialog.noAccounts")}</p>}
          </section>
        ))}
      </div>
      <ul className={classes.effects}>
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        <Button variant="default" onClick={onBack}>
          {words("app.back")}
        </Button>
        <Button
          data-autofocus
          loading={isBusy}
          leftSection={<IconArrowMerge size={17} aria-hidden="true" />}
          onClick={() => onMerge({ id: other.id, name: otherName })}
        >
          {words("mergeDialog.do")}
        </Button>
      </div>
    </>
  );
}
