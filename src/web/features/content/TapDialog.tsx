import { Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { customerName } from "../../ui/customer-name.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useTime } from "../../ui/use-time.ts";
import { problemText } from "./problem-text.ts";
import { SendEnd } from "./SendEnd.tsx";
import { TapButtons } from "./TapButtons.tsx";
import classes from "./TapDialog.module.css";
import { TapHeader } from "./TapHeader.tsx";
import { TapPreview } from "./TapPreview.tsx";
import { emptyTap, interactiveOf, type Tap, tapKinds } from "./tap.ts";
import { type ContentTarget, useSendContent } from "./use-send-content.ts";

type Props = { target: ContentTarget; onClose: () => void };

/** Writes a message with something to tap, and shows it as the customer will see it. */
export function TapDialog({ target, onClose }: Props) {
  const { words, language } = useTime();
  const content = useSendContent(target);
  const [tap, setTap] = useState<Tap>(emptyTap);
  const change = (to: Partial<Tap>): void => setTap((before) => ({ ...before, ...to }));
  const interactive = interactiveOf(tap);
  const hasFile = "header" in interactive && interactive.header?.type !== "text";
  const file = hasFile ? tap.file : null;
  const facts = file === null ? null : { type: file.type, size: file.size ?? 0 };
  const problem = problemText(
    content.decide({ kind: "interactive", interactive, file: facts }),
    words,
    language,
  );
  const isFramed = tap.kind === "buttons" || tap.kind === "list" || tap.kind === "link";
  const handleSend = (): void => {
    content.send([{ parts: { kind: "interactive", interactive }, files: file === null ? [] : [file] }]);
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      size="60rem"
      title={words("tap.title", { name: customerName(target.thread.customer) })}
    >
      <div className={classes.panes}>
        <div className={classes.form}>
          <Select
            label={words("tap.kind")}
            value={tap.kind}
            allowDeselect={false}
            data={tapKinds.map((kind) => ({ value: kind, label: words(`tap.${kind}`) }))}
            onChange={(value) => change({ kind: tapKinds.find((kind) => kind === value) ?? tap.kind })}
          />
          {isFramed && <TapHeader tap={tap} onChange={change} />}
          <Textarea
            label={words("tap.body")}
            autosize
            minRows={2}
            maxRows={6}
            value={tap.body}
            data-autofocus
            onChange={(event) => change({ body: event.currentTarget.value })}
          />
          {isFramed && (
            <TextInput
              label={words("tap.footer")}
              value={tap.footer}
              onChange={(event) => change({ footer: event.currentTarget.value })}
            />
          )}
          <TapButtons tap={tap} onChange={change} />
        </div>
        <TapPreview interactive={interactive} file={file} />
      </div>
      <SendEnd content={content} problem={problem} onSend={handleSend} onCancel={onClose} />
    </Dialog>
  );
}
