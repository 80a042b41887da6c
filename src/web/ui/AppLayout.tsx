import { Outlet } from "@tanstack/react-router";
import { lazy, memo, Suspense, useEffect } from "react";
import { applyLiveEvent } from "../api/apply-live-event.ts";
import { useStore } from "../api/create-store.ts";
import { pullDrafts, startDraftSync } from "../api/draft-sync.ts";
import { tellLiveEvent } from "../api/live-events.ts";
import { followStream } from "../api/live-stream.ts";
import { flushOutbox } from "../api/outbox.ts";
import { queryClient, sessionExpired } from "../api/query-client.ts";
import { startClock } from "../api/server-clock.ts";
import { useHasAlarm } from "../api/use-channels.ts";
import { SessionContext, useFreshSession } from "../api/use-session.ts";
import { Shortcuts } from "../features/shortcuts/Shortcuts.tsx";
import { withMoreWords } from "../text/i18n.ts";
import classes from "./AppLayout.module.css";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { hasNotices } from "./notify.ts";
import { Rail } from "./Rail.tsx";
import { TimeProvider } from "./TimeProvider.tsx";

const SessionDialog = lazy(async () => {
  const { SessionDialog: component } = await import("../features/sign-in/SessionDialog.tsx");
  return { default: component };
});

const Attention = lazy(async () => {
  const { Attention: component } = await import("../features/attention/Attention.tsx");
  return { default: component };
});

const TemplateAlarmBar = lazy(async () => {
  const { TemplateAlarmBar: component } = await import("../features/templates/TemplateAlarmBar.tsx");
  return { default: component };
});

const Notices = lazy(async () => {
  const { Notices: component } = await import("./Notices.tsx");
  return { default: component };
});

const Guide = lazy(async () => {
  const { Guide: component } = await withMoreWords(import("../features/guide/Guide.tsx"));
  return { default: component };
});

const ChannelBanner = lazy(async () => {
  const { ChannelBanner: component } = await withMoreWords(import("../features/attention/ChannelBanner.tsx"));
  return { default: component };
});

/** Everything behind the sign-in: session and clock for all, live events and outbox, the frame around the screens. */
export function AppLayout() {
  const session = useFreshSession();
  const isExpired = useStore(sessionExpired);
  useEffect(startClock, []);
  useEffect(() => (isExpired ? undefined : startLive()), [isExpired]);
  return (
    <SessionContext value={session}>
      <TimeProvider>
        <Frame hasGuide={session.demo?.hasGuide === true} isExpired={isExpired} />
      </TimeProvider>
    </SessionContext>
  );
}

/** Follows the live events, sends what waits and keeps drafts alike on all screens; answers how to stop. */
function startLive(): () => void {
  flushOutbox();
  const stopSync = startDraftSync();
  const stopStream = followStream({
    onEvent: (event) => {
      applyLiveEvent(queryClient, event);
      tellLiveEvent(event);
    },
    onOpen: () => {
      void queryClient.invalidateQueries();
      flushOutbox();
      pullDrafts();
    },
    onSignedOut: () => sessionExpired.set(true),
  });
  return () => {
    stopStream();
    stopSync();
  };
}

/** Memoised: a tick of the clock draws what shows a time, not the whole frame. */
const Frame = memo(function Frame({ hasGuide, isExpired }: { hasGuide: boolean; isExpired: boolean }) {
  const hasAlarm = useHasAlarm();
  const areNoticesShown = useStore(hasNotices);
  return (
    <div className={classes.frame}>
      <Rail />
      <div className={classes.screen}>
        <ConnectionBanner />
        <div>
          <Suspense>{hasAlarm && <ChannelBanner />}</Suspense>
          <Suspense>
            <TemplateAlarmBar />
          </Suspense>
          <Suspense>{hasGuide && <Guide />}</Suspense>
        </div>
        <div className={classes.notices}>
          <Suspense>{areNoticesShown && <Notices />}</Suspense>
        </div>
        <Outlet />
      </div>
      <Shortcuts />
      <Suspense>
        <Attention />
      </Suspense>
      <Suspense>{isExpired && <SessionDialog />}</Suspense>
    </div>
  );
});
