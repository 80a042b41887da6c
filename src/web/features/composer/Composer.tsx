import { lazy, Suspense, useId, useState } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import type { Exit } from "#domain/exits.ts";
import { useStore } from "../../api/create-store.ts";
import { dismissRefusal, refusals } from "../../api/outbox.ts";
import { withMoreWords } from "../../text/i18n.ts";
import { customerName } from "../../ui/customer-name.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { formatPhone } from "../../ui/format-phone.ts";
import { useWords } from "../../ui/use-words.ts";
import { ChannelTabs } from "./ChannelTabs.tsx";
import { ClosedNotice } from "./ClosedNotice.tsx";
import classes from "./Composer.module.css";
import { focusComposer } from "./focus-composer.ts";
import { RouteLine } from "./RouteLine.tsx";
import { recipientOf } from "./recipient.ts";
import { type ComposerState, useComposer } from "./use-composer.ts";
import { useComposerShortcuts } from "./use-composer-shortcuts.ts";
import { noteKind } from "./use-route.ts";
import { WindowLine } from "./WindowLine.tsx";
import { WriterWithPrice } from "./WriterWithPrice.tsx";

const TemplateDialog = lazy(async () => {
  const { TemplateDialog: component } = await withMoreWords(import("../template-dialog/TemplateDialog.tsx"));
  return { default: component };
});

const AddAddress = lazy(async () => {
  const { AddAddress: component } = await import("./AddAddress.tsx");
  return { default: component };
});

const AnsweredNotice = lazy(async () => {
  const { AnsweredNotice: component } = await import("../work/AnsweredNotice.tsx");
  return { default: component };
});

const kinds = ["whatsapp", "email", noteKind];

/** Where an answer is written: the channel, the honest line about the window, the text or the ways on. */
export function Composer({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const panelId = useId();
  const composer = useComposer(thread);
  const [isPicking, setIsPicking] = useState(false);
  const refusal = useStore(refusals)[thread.id];
  const { route, window } = composer;
  const handleChoose = (kind: string): void => {
    dismissRefusal(thread.id);
    route.chooseKind(kind);
  };
  const handleExit = (exit: Exit): void => {
    if (exit === "template") {
      setIsPicking(true);
      return;
    }
    handleChoose(exit === "note" ? noteKind : "email");
    focusComposer();
  };
  useComposerShortcuts({
    kinds,
    current: route.kind,
    onChoose: handleChoose,
    onPickTemplate: () => setIsPicking(true),
  });
  const isWindowShown = composer.sendKind === "text" && window.state === "open";
  return (
    <section
      className={classes.composer}
      id="composer"
      tabIndex={-1}
      aria-label={words("composer.label")}
      data-kind={route.kind}
    >
      <div className={classes.top}>
        <ChannelTabs
          kinds={kinds}
          current={route.kind}
          panelId={panelId}
          drafted={composer.drafted}
          onChoose={handleChoose}
        />
        <RouteLine route={route} />
      </div>
      {refusal !== undefined && refusal.error.code !== "ANSWERED_MEANWHILE" && (
        <ErrorNote error={refusal.error} />
      )}
      <Suspense>
        <AnsweredNotice threadId={thread.id} kind={route.kind} onSend={composer.send} />
      </Suspense>
      <div id={panelId} role="tabpanel" className={classes.panel}>
        {isWindowShown && <WindowLine window={window} />}
        <ComposerBody
          thread={thread}
          composer={composer}
          onExit={handleExit}
          onPickTemplate={() => setIsPicking(true)}
        />
      </div>
      <Suspense>
        {isPicking && route.channel !== null && (
          <TemplateDialog
            thread={thread}
            channel={route.channel}
            identityId={route.identityId}
            window={window}
            onClose={() => setIsPicking(false)}
          />
        )}
      </Suspense>
    </section>
  );
}

/** A customer with a new number has written, but not from this one. */
function numberOf({ identities, identityId }: ComposerState["route"]): string | null {
  const label = formatPhone(identities.find(({ id }) => id === identityId)?.label ?? "");
  return label.startsWith("+") ? label : null;
}

type BodyProps = {
  thread: ThreadDetail;
  composer: ComposerState;
  onExit: (exit: Exit) => void;
  onPickTemplate: () => void;
};

function ComposerBody({ thread, composer, onExit, onPickTemplate }: BodyProps) {
  const words = useWords();
  const { route, sendKind, exits, draft } = composer;
  const { hasEmail, hasWhatsApp } = recipientOf(thread);
  if (sendKind !== "note" && route.channel === null) {
    return (
      <p className={classes.missing}>
        {words(sendKind === "email" ? "composer.noMailbox" : "composer.noWhatsapp")}
      </p>
    );
  }
  if (sendKind === "email" && !hasEmail) {
    return (
      <Suspense>
        <AddAddress thread={thread} kind="email" />
      </Suspense>
    );
  }
  if (sendKind === "text" && !hasWhatsApp) {
    return (
      <Suspense>
        <AddAddress thread={thread} kind="phone" />
      </Suspense>
    );
  }
  if (sendKind === "text" && exits.wording !== "open") {
    return (
      <ClosedNotice
        exits={exits}
        window={composer.window}
        lastTemplateAt={composer.lastTemplateAt}
        customerName={customerName(thread.customer)}
        number={numberOf(route)}
        draft={draft.text}
        onExit={onExit}
      />
    );
  }
  return (
    <WriterWithPrice
      thread={thread}
      composer={composer}
      onPickTemplate={sendKind === "text" ? onPickTemplate : null}
    />
  );
}
