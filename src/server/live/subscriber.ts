import type { LiveEvent } from "#contract/events.ts";

/** One connected screen or program. */
export type Subscriber = {
  workspaceId: string;
  /** The last event that was written to it. */
  seq: number;
  /** Writes a frame; false: the connection takes no more until it drained. Nothing is kept for it meanwhile. */
  write(frame: string): boolean;
  end(): void;
};

/** One event in the format of server-sent events; its id is its sequence number. */
export function frameOf({ seq, payload }: { seq: number; payload: string }): string {
  return `id: ${seq}\ndata: ${payload}\n\n`;
}

/** An event that is not in the log: without an id, so that a reader resumes where it was. */
export function eventFrame(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** An event of the stream itself, with a name: `ready` (from here on) or `reset` (read everything afresh). */
export function namedFrame(name: "ready" | "reset", seq: number): string {
  return `id: ${seq}\nevent: ${name}\ndata: {"kind":"${name}"}\n\n`;
}

/** When a reader should come back after the stream ended; it resumes after the last id that it saw. */
export function retryFrame(ms: number): string {
  return `retry: ${ms}\n\n`;
}
