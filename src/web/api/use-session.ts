import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
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

/** Who is signed in and where: what screens ask for. The clock has a store of its own. */
export type Session = Omit<SessionView, "now">;

/** The session that the frame of the screens behind the sign-in read for all of them. */
export const SessionContext = createContext<Session | null>(null);

/** The session of the screens behind the sign-in. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) {
    throw new Error("useSession is for screens behind the sign-in.");
  }
  return session;
}

/**
 * The session, which the router loaded before; asked again each minute and on return to the tab, because it carries the
 * server's clock. Used once, by who hands it on; an answer with nothing but another time is the same session.
 */
export function useFreshSession(): Session {
  const options = { refetchInterval: minuteMs, refetchOnWindowFocus: "always" } as const;
  const { data } = useQuery({ ...sessionQuery, ...options, select: withoutClock });
  if (data === undefined) {
    throw new Error("The screens behind the sign-in come after their session.");
  }
  return data;
}

function withoutClock({ now: _, ...session }: SessionView): Session {
  return session;
}
