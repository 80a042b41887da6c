import type { Ring } from "./doorbell.ts";

const letters = { events: "e", queue: "q", channels: "c", presence: "p" } as const satisfies Record<
  Ring["what"],
  string
>;
const kinds = new Map<string, Ring["what"]>([
  [letters.events, "events"],
  [letters.queue, "queue"],
  [letters.channels, "channels"],
  [letters.presence, "presence"],
]);

/** NOTIFY takes less than 8,000 bytes; a ring has up to 118. */
export const mostRingsInText = 60;
const longestText = 8_000;
const idLength = 36;
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const id = new RegExp(`^${uuid}$`);
const threadUserAndState = new RegExp(`^${uuid}${uuid}[a-z]{1,9}$`);

/** One ring as a word without spaces; equal rings are equal words. */
export function wordOf({ what, workspaceId, detail = "" }: Ring): string {
  return `${letters[what]}${workspaceId}${detail}`;
}

/** The rings of a text that came from outside: what is none is left out. */
export function readRings(text: string): Ring[] {
  if (text.length > longestText) {
    return [];
  }
  return text.split(" ").flatMap((word): Ring[] => {
    const what = kinds.get(word.slice(0, 1));
    const workspaceId = word.slice(1, 1 + idLength);
    const detail = word.slice(1 + idLength);
    if (what === undefined || !id.test(workspaceId)) {
      return [];
    }
    if (what === "presence") {
      return threadUserAndState.test(detail) ? [{ what, workspaceId, detail }] : [];
    }
    return detail === "" ? [{ what, workspaceId }] : [];
  });
}
