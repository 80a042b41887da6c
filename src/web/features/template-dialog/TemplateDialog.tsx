import { Button, Skeleton } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { ChannelView } from "#contract/channels.ts";
import type { Message, SendMessageBody } from "#contract/messages.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import type { FieldValues } from "#domain/template.ts";
import type { WindowState } from "#domain/window.ts";
import { sendNew } from "../../api/outbox.ts";
import { useEstimate } from "../../api/use-estimate.ts";
import { useMessages } from "../../api/use-messages.ts";
import { useSession } from "../../api/use-session.ts";
import { customerName } from "../../ui/customer-name.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { usePlaceholderValues } from "../composer/use-placeholder-values.ts";
import { AnsweredNote } from "../work/AnsweredNote.tsx";
import { findAnswerSince, seenSeqOf } from "../work/answer-guard.ts";
import type { Choice } from "./choice.ts";
import { cardFilesOf } from "./preview-of.ts";
import { rememberTemplate, templateKey } from "./recent-templates.ts";
import classes from "./TemplateDialog.module.css";
import { TemplateForm } from "./TemplateForm.tsx";
import { TemplateList } from "./TemplateList.tsx";
import { useTemplateChoices } from "./use-template-choices.ts";

type SentFields = NonNullable<Extract<SendMessageBody, { kind: "template" }>["template"]["fields"]>;

type PartFields = Omit<SentFields, "cards">;

type Props = {
  thread: ThreadDetail;
  channel: ChannelView;
  identityId: string | null;
  window: WindowState;
  onClose: () => void;
};

/** Chooses a template, fills its fields, shows what it will look like and cost, and sends it. */
export function TemplateDialog({ thread, channel, identityId, window, onClose }: Props) {
  const words = useWords();
  const { query, sync, choices, refresh } = useTemplateChoices(thread, channel, window);
  const [picked, setPicked] = useState<{ id: string; category: string } | null>(null);
  const chosen = choices.find(({ view }) => view.id === picked?.id) ?? null;
  const choose = ({ view }: Choice): void => {
    setPicked({ id: view.id, category: view.category });
    refresh.mutate(view.id);
  };
  const known = usePlaceholderValues(thread);
  const { user } = useSession();
  const { messages } = useMessages(thread.id);
  const [seenSeq, setSeenSeq] = useState(() => seenSeqOf(thread.id, "template"));
  const answer = findAnswerSince(messages, { seq: seenSeq, userId: user.id });
  const hasSentRef = useRef(false);
  const name = customerName(thread.customer);
  const to = { channelId: channel.id, ...(identityId === null ? {} : { identityId }) };
  const question =
    chosen === null
      ? null
      : {
          threadId: thread.id,
          ...to,
          kind: "template" as const,
          template: { name: chosen.view.name, language: chosen.view.language },
        };
  const estimate = useEstimate(question, window.state);
  const handleSend = (fields: FieldValues, preview: NonNullable<Message["template"]>): void => {
    // The notice above says that a colleague answered, and asks.
    if (hasSentRef.current || answer !== null) {
      return;
    }
    hasSentRef.current = true;
    if (chosen !== null) {
      rememberTemplate(templateKey(chosen.view));
    }
    const { name: templateName, language } = preview;
    sendNew({
      threadId: thread.id,
      body: {
        kind: "template",
        ...to,
        template: { name: templateName, language, category: preview.category, fields: sendable(fields) },
        seenSeq,
      },
      template: preview,
      files: cardFilesOf(preview),
    });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} size="76rem" title={words("template.title", { name })}>
      {answer !== null && (
        <AnsweredNote
          name={answer.author?.name ?? null}
          text={answer.text}
          onSeen={() => setSeenSeq(answer.seq)}
        />
      )}
      {query.isPending && <Skeleton height={320} radius="md" />}
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && choices.length === 0 && (
        <EmptyState
          icon={<IconTemplate size={26} />}
          title={words("template.empty")}
          action={
            <Button loading={sync.isPending} onClick={() => sync.mutate()}>
              {words("template.sync")}
            </Button>
          }
        >
          {words("template.pick")}
        </EmptyState>
      )}
      {query.isSuccess && choices.length > 0 && (
        <div className={classes.panes} data-chosen={chosen === null ? undefined : "true"}>
          <TemplateList choices={choices} chosenId={chosen?.view.id ?? null} onChoose={choose} />
          {chosen === null ? (
            <p className={classes.pick}>{words("template.pick")}</p>
          ) : (
            <TemplateForm
              key={chosen.view.id}
              choice={chosen}
              variants={choices.filter(
                ({ view, obstacle }) => view.name === chosen.view.name && obstacle === null,
              )}
              changedFrom={picked?.category === chosen.view.category ? null : (picked?.category ?? null)}
              known={known}
              estimate={estimate}
              onSend={handleSend}
              onCancel={onClose}
              onOther={() => setPicked(null)}
              onVariant={choose}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}

/** The typed values as the API takes them: parts without fields are left out. */
function sendable({ cards, ...parts }: FieldValues): SentFields {
  const ofCards = Object.entries(cards ?? {}).map(([card, own]): [string, PartFields] => [
    card,
    filledParts(own),
  ]);
  return { ...filledParts(parts), ...(cards === undefined ? {} : { cards: Object.fromEntries(ofCards) }) };
}

function filledParts(parts: Omit<FieldValues, "cards">): PartFields {
  const filled = Object.entries(parts).filter(([, values]) => Object.keys(values ?? {}).length > 0);
  return Object.fromEntries(filled.map(([part, values]) => [part, { ...values }]));
}
