import type { ThreadDetail } from "#contract/threads.ts";
import { customerName } from "../../ui/customer-name.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { Accounts } from "./Accounts.tsx";
import { Conversations } from "./Conversations.tsx";
import { Costs } from "./Costs.tsx";
import classes from "./CustomerPanel.module.css";
import { LanguageField } from "./LanguageField.tsx";
import { Merged } from "./Merged.tsx";
import { Notes } from "./Notes.tsx";
import { PanelSkeleton } from "./PanelSkeleton.tsx";
import { PanelTags } from "./PanelTags.tsx";
import { PersonHead } from "./PersonHead.tsx";
import { Suggestions } from "./Suggestions.tsx";
import { useCustomer } from "./use-customer.ts";
import { Windows } from "./Windows.tsx";

/** Who the customer is: windows, addresses and which one is used, notes, costs, conversations. */
export function CustomerPanel({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const query = useCustomer(thread);
  const customer = query.data;
  if (customer === undefined) {
    return query.error === null ? (
      <PanelSkeleton />
    ) : (
      <div className={classes.panel}>
        <ErrorNote
          error={query.error}
          title={words("error.loadTitle")}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  const name = customerName({ ...thread.customer, name: customer.name ?? thread.customer.name });
  return (
    <div className={classes.panel}>
      <PersonHead name={name} customer={customer} />
      <Suggestions customer={customer} name={name} />
      <PanelTags thread={thread} />
      <Windows thread={thread} customer={customer} />
      <Accounts thread={thread} customer={customer} />
      <Merged customer={customer} />
      <Notes key={customer.id} customer={customer} />
      <Costs thread={thread} />
      <Conversations thread={thread} />
      <LanguageField customer={customer} />
    </div>
  );
}
