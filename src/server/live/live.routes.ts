import type { Handlers } from "../routes.ts";
import type { Streams } from "./stream.ts";

/** The live stream. */
export function liveRoutes(streams: Streams): Pick<Handlers, "streamEvents"> {
  return {
    async streamEvents({ caller, query: { lastEventId }, request, reply }) {
      const header = request.headers["last-event-id"];
      const given = typeof header === "string" && /^\d{1,15}$/.test(header) ? header : lastEventId;
      const lastSeq = given === undefined ? null : Number(given);
      await streams.open({ caller, lastSeq, request, reply });
    },
  };
}
