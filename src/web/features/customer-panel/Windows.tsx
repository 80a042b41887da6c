import type { CustomerDetail } from "#contract/customers.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { useChannels } from "../../api/use-channels.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import { useWords } from "../../ui/use-words.ts";
import { Section } from "./Section.tsx";
import { WindowCard } from "./WindowCard.tsx";

/** The window on each of our numbers, for each person whom an address leads to: none gives a right on another (D6). */
export function Windows({ thread, customer }: { thread: ThreadDetail; customer: CustomerDetail }) {
  const words = useWords();
  const channels = useChannels();
  const people = thread.identities.filter(({ kind }) => kind === "whatsapp");
  const windows = thread.windows.filter(({ identityId }) => people.some(({ id }) => id === identityId));
  if (windows.length === 0) {
    return null;
  }
  const order = channels.map(({ id }) => id);
  const sorted = windows.toSorted((a, b) => order.indexOf(a.channelId) - order.indexOf(b.channelId));
  const labelOf = (identityId: string): string | null => {
    const value = customer.accounts.find((account) => account.identityId === identityId)?.sendsTo;
    return people.length < 2 ? null : value?.kind === "phone" ? formatPhone(value.value ?? "") : null;
  };
  return (
    <Section title={words("panel.windows")}>
      {sorted.map((view) => {
        const channel = channels.find(({ id }) => id === view.channelId);
        return (
          <WindowCard
            key={`${view.channelId} ${view.identityId}`}
            view={view}
            channelName={channel?.name ?? ""}
            channelAddress={formatPhone(channel?.address ?? "")}
            person={labelOf(view.identityId)}
          />
        );
      })}
    </Section>
  );
}
