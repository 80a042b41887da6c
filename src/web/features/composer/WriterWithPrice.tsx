import { lazy, Suspense } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { useEstimate } from "../../api/use-estimate.ts";
import { withContentWords } from "../../text/i18n.ts";
import { customerName } from "../../ui/customer-name.ts";
import { useIsPainted } from "../../ui/use-is-painted.ts";
import { useTime } from "../../ui/use-time.ts";
import { PriceNote } from "./PriceNote.tsx";
import { priceText } from "./price-text.ts";
import { QuoteBar } from "./QuoteBar.tsx";
import type { ComposerState } from "./use-composer.ts";
import { Writer } from "./Writer.tsx";

const ContentTools = lazy(async () => {
  const { ContentTools: component } = await import("../content/ContentTools.tsx");
  return { default: component };
});

const MailAttach = lazy(async () => {
  const { MailAttach: component } = await withContentWords(import("../content/MailAttach.tsx"));
  return { default: component };
});

const MailFiles = lazy(async () => {
  const { MailFiles: component } = await withContentWords(import("../content/MailFiles.tsx"));
  return { default: component };
});

type Props = { thread: ThreadDetail; composer: ComposerState; onPickTemplate: (() => void) | null };

/** The text box with what sending costs now on its button. */
export function WriterWithPrice({ thread, composer, onPickTemplate }: Props) {
  const { words, language } = useTime();
  const { route, sendKind, window } = composer;
  const { channel, identityId } = route;
  const isPainted = useIsPainted();
  const question =
    isPainted && sendKind === "text" && channel !== null
      ? {
          threadId: thread.id,
          channelId: channel.id,
          ...(identityId === null ? {} : { identityId }),
          kind: "text" as const,
        }
      : null;
  const estimate = useEstimate(question, window.state);
  const label = ((): string => {
    switch (sendKind) {
      case "note":
        return words("send.note");
      case "email":
        return `${words("send.email")} · ${words("price.email")}`;
      default:
        return estimate === null
          ? words("send.reply")
          : `${words("send.reply")} · ${priceText(estimate, words, language)}`;
    }
  })();
  return (
    <Writer
      thread={thread}
      kind={route.kind}
      quote={
        composer.draft.answersId !== null && (
          <QuoteBar
            quoted={route.quoted}
            customerName={customerName(thread.customer)}
            onRemove={() => composer.change({ answersId: null })}
          />
        )
      }
      draft={composer.draft}
      decision={composer.decision}
      sendLabel={label}
      more={
        <Suspense>
          {sendKind === "text" && isPainted && channel?.sends.includes("image") === true && (
            <ContentTools target={{ thread, route, window }} />
          )}
          {sendKind === "email" && isPainted && <MailAttach threadId={thread.id} />}
        </Suspense>
      }
      files={
        <Suspense>
          {(composer.draft.files.length > 0 || composer.draft.isWaiting) && (
            <MailFiles threadId={thread.id} />
          )}
        </Suspense>
      }
      footer={sendKind === "text" ? <PriceNote estimate={estimate} /> : null}
      onChange={composer.change}
      onSend={composer.send}
      onPickTemplate={onPickTemplate}
    />
  );
}
