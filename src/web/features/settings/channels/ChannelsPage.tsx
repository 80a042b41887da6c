import { Button } from "@mantine/core";
import { IconBrandWhatsapp, IconMail } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useChannels, useHasNoChannel } from "../../../api/use-channels.ts";
import { useSession } from "../../../api/use-session.ts";
import { useWords } from "../../../ui/use-words.ts";
import { OwnerNote } from "../OwnerNote.tsx";
import { PageHead } from "../PageHead.tsx";
import classes from "../SettingsPage.module.css";
import { ChannelCard } from "./ChannelCard.tsx";

/** Our numbers and mailboxes: whether each works, what to do if not, and how to connect more. */
export function ChannelsPage() {
  const words = useWords();
  const { user } = useSession();
  const channels = useChannels();
  const hasNone = useHasNoChannel();
  const isOwner = user.role === "owner";
  return (
    <>
      <PageHead title={words("settings.page.channels")} lead={words("settings.channelsLead")} />
      {isOwner ? (
        <div className={classes.rowActions}>
          <Button
            component={Link}
            to="/settings/connect-whatsapp"
            leftSection={<IconBrandWhatsapp size={18} />}
          >
            {words("settings.page.connect-whatsapp")}
          </Button>
          <Button
            component={Link}
            to="/settings/connect-mailbox"
            variant="default"
            leftSection={<IconMail size={18} />}
          >
            {words("settings.page.connect-mailbox")}
          </Button>
        </div>
      ) : (
        <OwnerNote />
      )}
      {hasNone && <p className={classes.lead}>{words("settings.noChannels")}</p>}
      {channels.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} isOwner={isOwner} />
      ))}
    </>
  );
}
