import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { CustomerDetail } from "#contract/customers.ts";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { customerContacts } from "../../ui/customer-contacts.ts";
import { customerName } from "../../ui/customer-name.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./Suggestions.module.css";

const MergeDialog = lazy(async () => {
  const { MergeDialog: component } = await import("./MergeDialog.tsx");
  return { default: component };
});

/** Cards that may be the same person, with why, the way to the other thread, and the answer "it is not" (N5, N6). */
export function Suggestions({ customer, name: ownName }: { customer: CustomerDetail; name: string }) {
  const words = useWords();
  const search = useSearch({ from: "/app/inbox" });
  const queryClient = useQueryClient();
  const [mergingId, setMergingId] = useState<string | null>(null);
  const dismiss = useMutation({
    mutationFn: (otherId: string) =>
      callRoute("dismissSuggestion", { params: { id: customer.id }, body: { customerId: otherId } }),
    onError: (error) => void notify(words(`error.${codeOf(error)}`)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.thread(customer.threadId) }),
  });
  return customer.suggestions.map((other) => {
    const name = customerName({ ...other, name: other.name ?? "" });
    return (
      <section key={other.customerId} className={classes.card} aria-label={words("panel.maySame", { name })}>
        <IconUsers size={18} aria-hidden="true" className={classes.icon} />
        <div className={classes.body}>
          <h3 className={classes.title}>{words("panel.maySame", { name })}</h3>
          <p>{customerContacts(other, name).join(" · ")}</p>
          <p>{words(`panel.because.${reasonOf(other.because)}`)}</p>
          <div className={classes.actions}>
            <Button size="compact-xs" onClick={() => setMergingId(other.customerId)}>
              {words("merge.doThese")}
            </Button>
            <Link
              to="/inbox/$threadId"
              params={{ threadId: other.threadId }}
              search={search}
              className={classes.open}
            >
              {words("customer.openThread")}
            </Link>
            <Button
              size="compact-xs"
              variant="default"
              loading={dismiss.isPending && dismiss.variables === other.customerId}
              onClick={() => dismiss.mutate(other.customerId)}
            >
              {words("panel.notSame")}
            </Button>
          </div>
        </div>
        {mergingId === other.customerId && (
          <Suspense>
            <MergeDialog
              customer={customer}
              name={ownName}
              otherId={other.customerId}
              onClose={() => setMergingId(null)}
            />
          </Suspense>
        )}
      </section>
    );
  });
}

const reasons = ["same-phone", "same-phone-key", "former-phone", "send-answer"] as const;

function reasonOf(because: string): (typeof reasons)[number] | "other" {
  return reasons.find((reason) => reason === because) ?? "other";
}
