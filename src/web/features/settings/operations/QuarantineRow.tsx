import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { QuarantinedBody } from "#contract/operations.ts";
import { hasWords } from "../../../text/i18n.ts";
import { ChannelIcon } from "../../../ui/ChannelIcon.tsx";
import { channelWord } from "../../../ui/channel-word.ts";
import { formatSize } from "../../../ui/format-size.ts";
import { formatWhen } from "../../../ui/format-time.ts";
import { Moment } from "../../../ui/Moment.tsx";
import { useTime } from "../../../ui/use-time.ts";
import classes from "../SettingsPage.module.css";

const reasons = [
  "unreadable",
  "unknown-channel",
  "refused-by-rules",
  "sender-missing",
  "changed-copy",
] as const;

type Props = { body: QuarantinedBody; isPending: boolean; onReplay: () => void };

/** One body that could not be filed: why, when it came, how large it is, and the ways on. */
export function QuarantineRow({ body, isPending, onReplay }: Props) {
  const time = useTime();
  const { words, language } = time;
  const { id, source, size, detail } = body;
  const reason = reasons.find((known) => known === body.reason) ?? "refused-by-rules";
  const receivedAt = Date.parse(body.receivedAt);
  const at = formatWhen(receivedAt, time);
  const hint = `operations.next.${reason}` as const;
  return (
    <li className={classes.row}>
      <ChannelIcon kind={source} size={24} />
      <span className={classes.rowText}>
        <span className={classes.rowTitle}>{words(`operations.reason.${reason}`)}</span>
        <span className={classes.rowDetail}>
          {channelWord(source, words)} · <Moment at={receivedAt}>{at}</Moment> · {formatSize(size, language)}
        </span>
        {hasWords(hint) && <span className={classes.rowDetail}>{words(hint)}</span>}
        {detail !== "" && <code className={classes.rowDetail}>{detail}</code>}
      </span>
      <span className={classes.rowActions}>
        <Button
          component="a"
          href={`/api/v1/quarantine/${id}/body`}
          download
          variant="default"
          leftSection={<IconDownload size={16} />}
          aria-label={words("operations.downloadOf", { at })}
        >
          {words("operations.download")}
        </Button>
        <Button
          variant="default"
          loading={isPending}
          aria-label={words("operations.replayOf", { at })}
          onClick={onReplay}
        >
          {words("operations.replay")}
        </Button>
      </span>
    </li>
  );
}
