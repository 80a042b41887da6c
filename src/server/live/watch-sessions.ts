import { listLiveKeys, listLiveSessions } from "../auth/auth.queries.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import type { Streams } from "./stream.ts";

const checkEveryMs = 2_000;

/** Ends the streams whose session ended or whose key was revoked, within 5 s; returns how to stop. */
export function watchSessions(ctx: Pick<Context, "db" | "log">, streams: Streams): () => void {
  let isChecking = false;
  const timer = setInterval(() => {
    if (!isChecking && streams.callers().size > 0) {
      isChecking = true;
      endDeadStreams(ctx, streams)
        .catch((error: unknown) => ctx.log.warn({ err: error }, "sessions could not be checked"))
        .finally(() => {
          isChecking = false;
        });
    }
  }, checkEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function endDeadStreams({ db }: Pick<Context, "db">, streams: Streams): Promise<void> {
  const open = [...streams.callers()];
  const sessionIds = open.flatMap(([, { sessionId }]) => (sessionId === null ? [] : [sessionId]));
  const keys = open.filter(([, { kind }]) => kind === "key").map(([, caller]) => caller);
  const workspaceIds = [...new Set(keys.map(({ workspaceId }) => workspaceId))];
  const liveSessions = sessionIds.length === 0 ? [] : await listLiveSessions(db, [...new Set(sessionIds)]);
  const liveKeys =
    keys.length === 0
      ? []
      : await withWorkspaces(db, workspaceIds, (db) =>
          listLiveKeys(db, [...new Set(keys.map(({ id }) => id))]),
        );
  const live = new Set([...liveSessions, ...liveKeys]);
  for (const [subscriber, { sessionId, id }] of open) {
    if (!live.has(sessionId ?? id)) {
      subscriber.end();
    }
  }
}
