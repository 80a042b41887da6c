import { IconBrandWhatsapp, IconId, IconMail, IconPhone } from "@tabler/icons-react";
import type { ChannelView } from "#contract/channels.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { useChannels } from "../../api/use-channels.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { customerName } from "../../ui/customer-name.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./CustomerPanel.module.css";
import { WindowCard } from "./WindowCard.tsx";

const icons = {
  phone: IconPhone,
  wa_id: IconBrandWhatsapp,
  bsuid: IconId,
  parent_bsuid: IconId,
  email: IconMail,
};

/** Who the customer is: how to reach them, and their window on each number that they used. */
export function CustomerPanel({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const channels = useChannels();
  const name = customerName(thread.customer);
  const channelOf = (id: string): ChannelView | undefined => channels.find((channel) => channel.id === id);
  return (
    <aside className={classes.panel} aria-label={words("panel.label")}>
      <Avatar name={name} size="lg" />
      <p className={classes.name}>{name}</p>
      <h3 className={classes.heading}>{words("panel.addresses")}</h3>
      <ul className={classes.addresses}>
        {thread.addresses.map(({ id, kind, value }) => {
          const Icon = icons[kind];
          return (
            <li key={id} className={classes.address}>
              <Icon size={17} aria-hidden="true" className={classes.icon} />
              <span className={classes.value}>
                {kind === "phone" || kind === "wa_id" ? formatPhone(value) : value}
              </span>
              <span className={classes.kind}>{words(`panel.${kind}`)}</span>
            </li>
          );
        })}
      </ul>
      {thread.windows.length > 0 && <h3 className={classes.heading}>{words("panel.windows")}</h3>}
      {thread.windows.map((view) => (
        <WindowCard
          key={`${view.channelId} ${view.identityId}`}
          view={view}
          channelName={channelOf(view.channelId)?.name ?? ""}
        />
      ))}
    </aside>
  );
}
