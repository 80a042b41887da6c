import type { ChannelView } from "#contract/channels.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { WebhookSteps } from "./WebhookSteps.tsx";

/** What Meta has to know of a number that is connected already. */
export function WebhookDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog opened onClose={onClose} title={words("settings.webhook")} size="lg">
      <WebhookSteps channel={channel} verifyToken={null} />
    </Dialog>
  );
}
