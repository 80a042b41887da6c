import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { applyLiveEvent } from "../api/apply-live-event.ts";
import { useStore } from "../api/create-store.ts";
import { followStream } from "../api/live-stream.ts";
import { flushOutbox } from "../api/outbox.ts";
import { queryClient, sessionExpired } from "../api/query-client.ts";
import { startClock } from "../api/server-clock.ts";
import { useFreshSession } from "../api/use-session.ts";
import classes from "./AppLayout.module.css";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { Rail } from "./Rail.tsx";

const SessionDialog = lazy(async () => {
  const { SessionDialog: component } = await import("../features/sign-in/SessionDialog.tsx");
  return { default: component };
});

const Notices = lazy(async () => {
  const { Notices: component } = await import("./Notices.tsx");
  return { default: component };
});

/** The frame of every screen behind the sign-in: rail, live events, clock and outbox. */
export function AppLayout() {
  useFreshSession();
  const isExpired = useStore(sessionExpired);
  useEffect(startClock, []);
  useEffect(() => {
    if (isExpired) {
      return undefined;
    }
    flushOutbox();
    return followStream({
      onEvent: (event) => applyLiveEvent(queryClient, event),
      onOpen: () => {
        void queryClient.invalidateQueries();
        flushOutbox();
      },
      onSignedOut: () => sessionExpired.set(true),
    });
  }, [isExpired]);
  return (
    <div className={classes.frame}>
      <Rail />
      <div className={classes.screen}>
        <ConnectionBanner />
        <Outlet />
      </div>
      <Suspense>
        <Notices />
      </Suspense>
      <Suspense>{isExpired && <SessionDialog />}</Suspense>
    </div>
  );
}
