import { Button } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import type { CustomerDetail } from "#contract/customers.ts";
import { customerContacts } from "../../ui/customer-contacts.ts";
import { customerName } from "../../ui/customer-name.ts";
import { formatDate } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Merged.module.css";
import { Section } from "./Section.tsx";
import { useMerge } from "./use-merge.ts";

/** Cards that this one took in, why, and the way back (N11). */
export function Merged({ customer }: { customer: CustomerDetail }) {
  const time = useTime();
  const { words } = time;
  const { unmerge } = useMerge(customer);
  if (customer.merged.length === 0) {
    return null;
  }
  return (
    <Section title={words("merge.list")}>
      <ul className={classes.list}>
        {customer.merged.map((other) => {
          const name = customerName({ ...other, name: other.name ?? "" }) || words("merge.unnamed");
          const day = other.mergedAt === null ? null : formatDate(Date.parse(other.mergedAt), time);
          const because = words(`merge.because.${reasonOf(other.because)}`);
          return (
            <li key={other.customerId} className={classes.item}>
              <IconArrowMerge size={16} aria-hidden="true" className={classes.icon} />
              <div className={classes.body}>
                <p className={classes.name}>{name}</p>
                <p className={classes.why}>
                  {[...customerContacts(other, name), because, day].filter(Boolean).join(" · ")}
                </p>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={words("merge.undoOf", { name })}
                  loading={unmerge.isPending && unmerge.variables.id === other.customerId}
                  onClick={() => unmerge.mutate({ id: other.customerId, name })}
                >
                  {words("merge.undo")}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const reasons = ["person", "empty-card", "same-bsuid"] as const;

function reasonOf(because: string): (typeof reasons)[number] | "other" {
  return reasons.find((reason) => reason === because) ?? "other";
}
