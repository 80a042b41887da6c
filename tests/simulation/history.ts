import type { Instant } from "#domain/time.ts";
import { clampTime } from "./oracle.ts";

/** A customer did something and it was stored; `sentAt` is the provider's time within its bounds, `at` that of receipt. */
export type Heard = {
  customer: number;
  channel: number;
  id: string;
  kind: string;
  text: string;
  sentAt: Instant;
  at: Instant;
  order: number;
};

/** Somebody said what became of a call: its answer, or a status. `isTransient`: surely not sent, and may be tried again. */
export type Report = {
  status: string;
  reason: string | null;
  isTransient: boolean;
  at: Instant;
  receivedAt: Instant;
  isAnswer: boolean;
};

/** A call to the provider, or the will to make one, with all that was heard of it. */
export type Try = { at: Instant; reports: Report[] };

/** A message of ours with its tries, oldest first. */
export type Sent = {
  id: string;
  customer: number;
  channel: number;
  kind: string;
  category: string;
  isAutomatic: boolean;
  at: Instant;
  order: number;
  tries: Try[];
};

/** What happened in a run, as somebody outside saw it. The oracle knows nothing else. */
export type History = {
  heard: Heard[];
  sent: Map<string, Sent>;
  /** Customers' messages that must have been answered by rule, with when. */
  answered: Map<Heard, Instant>;
  /** Takes what a customer did; answers it unless it was heard before. */
  hear(heard: Omit<Heard, "order">): Heard | null;
  submit(sent: Omit<Sent, "order" | "tries">): void;
  /** `name`: the provider's id, where we choose it ourselves. */
  tryToSend(messageId: string, attempt: { attemptId: string; name: string | null; at: Instant }): void;
  /** A report about a call, known by our attempt's id or by the provider's. One that nobody knows yet waits. */
  report(of: { attemptId: string | null; name: string | null }, report: Report): void;
};

/** Starts a history in which nothing happened. */
export function createHistory(): History {
  const known = new Set<string>();
  const tries = new Map<string, Try>();
  const named = new Map<string, Try>();
  let waiting: { name: string; report: Report }[] = [];
  let order = 0;

  function nameTry(name: string, tried: Try): void {
    named.set(name, tried);
    const left = waiting.filter((item) => item.name !== name);
    const joined = waiting.filter((item) => item.name === name);
    waiting = left;
    tried.reports.push(...joined.map(({ report }) => report));
  }

  const history: History = {
    heard: [],
    sent: new Map(),
    answered: new Map(),
    hear(given) {
      const key = `${given.channel} ${given.id}`;
      if (known.has(key)) {
        return null;
      }
      known.add(key);
      order += 1;
      const heard = { ...given, sentAt: clampTime(given.sentAt, given.at), order };
      history.heard.push(heard);
      return heard;
    },
    submit(given) {
      order += 1;
      history.sent.set(given.id, { ...given, order, tries: [] });
    },
    tryToSend(messageId, { attemptId, name, at }) {
      const tried: Try = { at, reports: [] };
      tries.set(attemptId, tried);
      history.sent.get(messageId)?.tries.push(tried);
      if (name !== null) {
        nameTry(name, tried);
      }
    },
    report({ attemptId, name }, given) {
      const report = { ...given, at: clampTime(given.at, given.receivedAt) };
      const tried = (name === null ? undefined : named.get(name)) ?? tries.get(attemptId ?? "");
      if (tried !== undefined) {
        tried.reports.push(report);
      }
      if (name === null) {
        return;
      }
      if (tried === undefined) {
        waiting.push({ name, report });
      } else {
        nameTry(name, tried);
      }
    },
  };
  return history;
}
