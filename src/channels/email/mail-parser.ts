import { Worker } from "node:worker_threads";
import { type MailSource, mailLimits } from "./mail-source.ts";
import { MailUnreadable } from "./mail-unreadable.ts";
import type { MailTask, MailTaskAnswer } from "./mail-worker.ts";

/** Reads mails in one worker thread, one after the other, so that no mail can hold up the server (S14). */
export type MailParser = {
  read(source: Uint8Array): Promise<MailSource>;
  /** Bytes of an attachment; null when the mail has no such part. */
  readPart(source: Uint8Array, part: number): Promise<Uint8Array | null>;
  close(): Promise<void>;
};

/** How long a thread stays without mail. */
const idleMs = 60_000;

type Job = {
  task: MailTask;
  settle(answer: MailTaskAnswer): void;
};

/** The thread starts with the first mail; a mail that takes too long costs it its life, and the next one gets a new one. */
export function createMailParser(options: { timeMs?: number } = {}): MailParser {
  const timeMs = options.timeMs ?? mailLimits.timeMs;
  const waiting: Job[] = [];
  let worker: Worker | null = null;
  let running: { job: Job; timer: NodeJS.Timeout } | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let counter = 0;

  const startNext = () => {
    clearTimeout(idleTimer);
    const job = running === null ? waiting.shift() : undefined;
    if (job === undefined) {
      // An idle thread costs memory for nothing.
      idleTimer = setTimeout(endIdle, idleMs).unref();
      return;
    }
    const thread = worker ?? startWorker();
    worker = thread;
    thread.ref();
    const timer = setTimeout(() => {
      stop(thread, "mail-too-slow", `The mail took longer than ${timeMs} ms to read`);
    }, timeMs);
    running = { job, timer };
    thread.postMessage(job.task);
  };
  const finish = (answer: MailTaskAnswer) => {
    if (running?.job.task.id !== answer.id) {
      return;
    }
    clearTimeout(running.timer);
    running.job.settle(answer);
    running = null;
    worker?.unref();
    startNext();
  };
  const stop = (thread: Worker, code: "mail-too-slow" | "mail-parser-failed", message: string) => {
    if (worker !== thread) {
      return;
    }
    worker = null;
    void thread.terminate();
    if (running !== null) {
      finish({ id: running.job.task.id, kind: "unreadable", code, message });
    }
  };
  const endIdle = () => {
    if (running === null) {
      void worker?.terminate();
      worker = null;
    }
  };
  const startWorker = () => {
    const thread = new Worker(new URL("./mail-worker.ts", import.meta.url), {
      name: "mail-parser",
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    thread.on("message", finish);
    thread.on("error", (error) =>
      stop(thread, "mail-parser-failed", `The mail broke the parser: ${String(error)}`),
    );
    thread.on("exit", () => stop(thread, "mail-parser-failed", "The mail broke the parser"));
    return thread;
  };
  const ask = (source: Uint8Array, want: MailTask["want"]) => {
    const asked = new Promise<MailTaskAnswer>((settle) => {
      counter += 1;
      waiting.push({ task: { id: counter, source, want }, settle });
      startNext();
    });
    last = asked;
    return asked;
  };

  return {
    async read(source) {
      let answer = await ask(source, "all");
      if (answer.kind === "unreadable" && answer.code === "mail-too-slow") {
        // Better the beginning of a customer's words in the thread than all of them nowhere.
        answer = await ask(source, "beginning");
      }
      if (answer.kind !== "source") {
        throw unreadable(answer);
      }
      return answer.source;
    },
    async readPart(source, part) {
      const answer = await ask(source, { part });
      if (answer.kind !== "part") {
        throw unreadable(answer);
      }
      return answer.bytes;
    },
    async close() {
      // What was asked is answered: half a reading must not look like a broken mail.
      for (let seen: unknown = null; seen !== last; ) {
        seen = last;
        await last;
      }
      clearTimeout(idleTimer);
      const thread = worker;
      worker = null;
      await thread?.terminate();
    },
  };
}

function unreadable(answer: MailTaskAnswer): MailUnreadable {
  return answer.kind === "unreadable"
    ? new MailUnreadable(answer.code, answer.message)
    : new MailUnreadable("mail-parser-failed", "The worker answered another question");
}
