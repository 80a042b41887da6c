import { Button } from "@mantine/core";
import type { CustomerDetail } from "#contract/customers.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./EndAddress.module.css";
import { useMerge } from "./use-merge.ts";

type Props = { customer: CustomerDetail; account: { id: string; name: string }; onClose: () => void };

/** Says what parting an account does before it is done (N4). */
export function SeparateDialog({ customer, account, onClose }: Props) {
  const words = useWords();
  const { separate } = useMerge(customer);
  return (
    <Dialog opened onClose={onClose} title={words("mergeDialog.separateTitle", { address: account.name })}>
      <p className={classes.text}>{words("mergeDialog.separateText")}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {words("app.cancel")}
        </Button>
        <Button
          loading={separate.isPending}
          onClick={() => separate.mutate(account, { onSuccess: onClose, onError: onClose })}
        >
          {words("mergeDialog.separate")}
        </Button>
      </div>
    </Dialog>
  );
}
