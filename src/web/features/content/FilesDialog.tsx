import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { Message } from "#contract/messages.ts";
import type { Content } from "#domain/content.ts";
import { draftFor, drafts, draftsOf } from "../../api/drafts.ts";
import { customerName } from "../../ui/customer-name.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useTime } from "../../ui/use-time.ts";
import { FileRow } from "./FileRow.tsx";
import classes from "./FilesDialog.module.css";
import { problemText } from "./problem-text.ts";
import { SendEnd } from "./SendEnd.tsx";
import { type GivenFile, kindOf, useFileList } from "./use-file-list.ts";
import { type ContentMessage, type ContentTarget, useSendContent } from "./use-send-content.ts";

/** More at once would hold up the conversation. */
const mostFiles = 10;

type Props = { target: ContentTarget; given: readonly File[]; onClose: () => void };

/** Shows files as they will be sent, uploads them meanwhile, and sends them with a caption. */
export function FilesDialog({ target, given, onClose }: Props) {
  const { words, language } = useTime();
  const { thread, route } = target;
  const list = useFileList(given.slice(0, mostFiles));
  const content = useSendContent(target);
  const [caption, setCaption] = useState(() => draftFor(draftsOf(drafts.get(), thread.id), route.kind).text);
  const { files } = list;
  // The caption stands under the first file that takes one; sound takes none.
  const captioned = files.find((one) => kindOf(one) !== "audio");
  const contentOf = (one: GivenFile): Content => ({
    kind: kindOf(one),
    file: { type: one.upload?.type ?? one.file.type, size: one.file.size, form: one.form },
    caption: one === captioned ? caption : null,
    isVoice: false,
  });
  const problems = files.map((one) => problemText(content.decide(contentOf(one)), words, language));
  const waiting = files.find(({ state }) => state !== "uploaded");
  const problem = problems.find((one) => one !== null) ?? waitingText(waiting, words);
  const handleSend = (): void => {
    content.send(files.flatMap((one) => messageOf(one, { caption, isCaptioned: one === captioned })));
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      size="lg"
      title={words("attach.files", { name: customerName(thread.customer) })}
    >
      <div className={classes.dialog}>
        {given.length > mostFiles && (
          <p className={classes.note}>{words("attach.tooMany", { max: mostFiles })}</p>
        )}
        <ul className={classes.list}>
          {files.map((one, index) => (
            <FileRow
              key={one.key}
              given={one}
              problem={problems[index] ?? null}
              onDocument={(asDocument) => list.chooseDocument(one, asDocument)}
              onAgain={() => list.again(one)}
              onRemove={() => (files.length === 1 ? onClose() : list.remove(one.key))}
            />
          ))}
        </ul>
        {captioned !== undefined && (
          <Textarea
            label={words("attach.caption")}
            description={words("attach.captionHint")}
            autosize
            minRows={1}
            maxRows={5}
            value={caption}
            data-autofocus
            onChange={(event) => setCaption(event.currentTarget.value)}
          />
        )}
        <SendEnd content={content} problem={problem} onSend={handleSend} onCancel={onClose} />
      </div>
    </Dialog>
  );
}

function waitingText(
  waiting: GivenFile | undefined,
  words: ReturnType<typeof useTime>["words"],
): string | null {
  if (waiting === undefined) {
    return null;
  }
  switch (waiting.state) {
    case "preparing":
      return words("attach.preparing");
    case "failed":
    case "refused":
      return words("attach.failed");
    default:
      return words("attach.uploading", { name: waiting.file.name });
  }
}

function messageOf(
  one: GivenFile,
  { caption, isCaptioned }: { caption: string; isCaptioned: boolean },
): ContentMessage[] {
  const { upload, previewUrl } = one;
  if (upload === null) {
    return [];
  }
  const { id, name, type, size } = upload;
  const shown: Message["attachments"][number] = { id, name, type, size, url: previewUrl, state: "stored" };
  const text = isCaptioned && caption.trim() !== "" ? { text: caption } : {};
  return [{ parts: { kind: kindOf(one), uploadId: id, ...text }, files: [shown], takesDraft: isCaptioned }];
}
