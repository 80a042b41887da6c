import { Button } from "@mantine/core";
import { IconBrandWhatsapp, IconMail } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { AccountView, CustomerDetail } from "#contract/customers.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./AccountCard.module.css";
import { AddressForm } from "./AddressForm.tsx";
import { AddressMenu } from "./AddressMenu.tsx";
import { describeAccount } from "./describe-account.ts";
import { Technical } from "./Technical.tsx";

const SeparateDialog = lazy(async () => {
  const { SeparateDialog: component } = await import("./SeparateDialog.tsx");
  return { default: component };
});

type Props = { account: AccountView; customer: CustomerDetail; isReplyTo: boolean };

/** One person as WhatsApp or a mailbox knows them: the address that is used, why, and whether messages arrive. */
export function AccountCard({ account, customer, isReplyTo }: Props) {
  const words = useWords();
  const [isEditing, setEditing] = useState(false);
  const [isSeparating, setSeparating] = useState(false);
  const isMail = account.kind === "email";
  const Icon = isMail ? IconMail : IconBrandWhatsapp;
  const { title, reason, trouble, editable } = describeAccount(account, words);
  if (isEditing && editable !== null) {
    return (
      <li>
        <AddressForm
          threadId={customer.threadId}
          customerId={customer.id}
          address={editable}
          onDone={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li className={classes.account}>
      <Icon size={18} aria-hidden="true" className={classes.icon} data-kind={account.kind} />
      <div className={classes.body}>
        <p className={classes.title}>
          <Address text={title} />
          {isReplyTo && customer.accounts.length > 1 && (
            <span className={classes.used}>{words("panel.used")}</span>
          )}
        </p>
        {account.username !== null && <p className={classes.username}>@{account.username}</p>}
        <p className={classes.reason}>{reason}</p>
        {trouble !== null && <p className={classes.trouble}>{trouble}</p>}
        <Technical account={account} />
      </div>
      {editable !== null && (
        <AddressMenu
          addressId={editable.id}
          label={isMail ? editable.value : formatPhone(editable.value)}
          threadId={customer.threadId}
          onEdit={() => setEditing(true)}
          onSeparate={customer.accounts.length > 1 ? () => setSeparating(true) : null}
        />
      )}
      {editable === null && customer.accounts.length > 1 && (
        <Button size="compact-xs" variant="default" onClick={() => setSeparating(true)}>
          {words("merge.separateThis")}
        </Button>
      )}
      {isSeparating && (
        <Suspense>
          <SeparateDialog
            customer={customer}
            account={{ id: account.identityId, name: title }}
            onClose={() => setSeparating(false)}
          />
        </Suspense>
      )}
    </li>
  );
}

/** A mail address that is too long for the line breaks before its "@" first. */
function Address({ text }: { text: string }) {
  const at = Math.max(text.indexOf("@"), 0);
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}
