import { parentPort } from "node:worker_threads";
import type { MailSource } from "./mail-source.ts";
import { MailUnreadable, type UnreadableCode } from "./mail-unreadable.ts";
import { readMailPart, readMailSource } from "./read-mail-source.ts";

/** What the worker is asked: the whole mail, or the bytes of one of its parts. */
export type MailTask = { id: number; source: Uint8Array; want: "all" | "beginning" | { part: number } };

/** What it answers. */
export type MailTaskAnswer =
  | { id: number; kind: "source"; source: MailSource }
  | { id: number; kind: "part"; bytes: Uint8Array | null }
  | { id: number; kind: "unreadable"; code: UnreadableCode; message: string };

parentPort?.on("message", (task: MailTask) => {
  // Never rejects: every failure is an answer.
  void answer(task).then((answered) => parentPort?.postMessage(answered));
});

async function answer({ id, source, want }: MailTask): Promise<MailTaskAnswer> {
  try {
    if (typeof want === "object") {
      return { id, kind: "part", bytes: await readMailPart(source, want.part) };
    }
    return { id, kind: "source", source: await readMailSource(source, want === "beginning") };
  } catch (error) {
    const code = error instanceof MailUnreadable ? error.code : "mail-parser-failed";
    return { id, kind: "unreadable", code, message: error instanceof Error ? error.message : String(error) };
  }
}
