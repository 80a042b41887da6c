import { queryOptions, useQuery } from "@tanstack/react-query";
import type { SessionView } from "#contract/session.ts";
import { minuteMs } from "#domain/time.ts";
import { callRoute } from "./call-route.ts";
import { noteSession } from "./query-client.ts";
import { queryKeys } from "./query-keys.ts";
import { setServerClock } from "./server-clock.ts";

/** Who is signed in, with the server's clock. */
export const sessionQuery = queryOptions({
  queryKey: queryKeys.session,
  queryFn: async ({ signal }): Promise<SessionView> => {
    const askedAt = Date.now();
    return acceptSession(await callRoute("getSession", {}, signal), askedAt);
  },
});

/** Takes over a session just received: its clock, and that somebody is signed in. */
export function acceptSession(session: SessionView, askedAt: number): SessionView {
  setServerClock(Date.parse(session.now), askedAt);
  noteSession(true);
  return session;
}

/** The session of the screens behind the sign-in; the router loads it before they show. */
export function useSession(): SessionView {
  const { data } = useQuery(sessionQuery);
  if (data === undefined) {
    throw new Error("useSession is for screens behind the sign-in.");
  }
  return data;
}

/** Asks again each minute and on return to the tab, because the session carries the server's clock; used once. */
export function useFreshSession(): void {
  useQuery({ ...sessionQuery, refetchInterval: minuteMs, refetchOnWindowFocus: "always" });
}
