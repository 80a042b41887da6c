import { decideSlot, numberLimit, numberPace, pauseLimit } from "#domain/limits.ts";
import { type Instant, minuteMs } from "#domain/time.ts";
import { windowMs } from "#domain/window.ts";
import { type Attempt, makeAttempt } from "#server/delivery/attempt.ts";
import { leaseMs } from "#server/delivery/claim.ts";
import type { ReceiptVerdict } from "#server/delivery/decide-receipt.ts";
import { joinDueMessage, type LoadedMessage } from "#server/delivery/load-due-messages.ts";
import { keepNear, type LimitState, numberScope } from "#server/delivery/plan-claim.ts";
import type { Receipt } from "#server/delivery/receipt.ts";
import { keyOf } from "#server/record/draft.ts";
import type { Fact } from "#server/record/facts.ts";
import type { QueueRow } from "#server/record/rows.ts";
import type { Clocked, Clocks } from "./clocks.ts";
import { accounts, adapters, perSecond } from "./hotel.ts";
import { readQueued } from "./memory-queued.ts";
import type { Memory } from "./memory-store.ts";
import type { Rules } from "./rules.ts";
import type { Store } from "./store.ts";

type Entry = QueueRow & { availableAt: Instant; leaseId: string | null; leasedUntil: Instant; tries: number };
/** A claim takes some time until its calls can start. */
const leadMs = 10;
const sendLimit = numberPace(perSecond);

/** The delivery queue in memory: its rows, leases and limits change as the product's statements change them. */
export function createMemoryQueue(
  { draft, apply, newId }: Memory,
  { clocks, rules }: { clocks: Clocks; rules: Rules },
) {
  const { workspaceId } = draft.workspace;
  const entries = new Map<string, Entry>();
  const limits = new Map<string, Map<string, LimitState>>();
  const accountOf = new Map(accounts(workspaceId).map((account) => [account.id, account]));
  const heldBy = ({ messageId, leaseId }: Attempt): Entry | null => {
    const entry = entries.get(messageId);
    return entry !== undefined && rules.mayTouch(entry, leaseId) ? entry : null;
  };

  function limitsOf(worker: Clocked): Map<string, LimitState> {
    const owner = rules.limitsOf(worker);
    const own = limits.get(owner) ?? new Map<string, LimitState>();
    limits.set(owner, own);
    return own;
  }

  /** Heads of lanes that are free and whose pause is over, oldest first. */
  function findDue(now: Instant): Entry[] {
    const heads = new Map<string, Entry>();
    for (const entry of entries.values()) {
      const lane = keyOf(entry.channelId, entry.lane);
      const head = heads.get(lane);
      if (head === undefined || entry.seq < head.seq) {
        heads.set(lane, entry);
      }
    }
    return [...heads.values()]
      .filter(({ leaseId, availableAt }) => leaseId === null && availableAt <= now)
      .sort((a, b) => a.availableAt - b.availableAt || a.seq - b.seq);
  }

  function loadDue(entry: Entry): LoadedMessage[] {
    const account = accountOf.get(entry.channelId);
    const adapter = adapters.get(account?.kind ?? "");
    const found = readQueued(draft, entry.messageId);
    if (account === undefined || adapter === undefined || found === null) {
      return [];
    }
    const limit = adapter.hasWindow ? sendLimit : null;
    const terms = { account, adapter, numberLimit: limit };
    const portfolio = draft.channels.get(entry.channelId)?.portfolio ?? "";
    const row = { ...entry, portfolio, terms, numberLimit: limit };
    return [joinDueMessage(row, found.queued, { addresses: found.addresses, mailIds: [] })];
  }

  function claim(worker: Clocked): Attempt[] {
    const clockAt = clocks.database();
    const now = clocks.of(worker);
    const startsAt = clockAt + leadMs;
    const own = limitsOf(worker);
    const heads = findDue(clockAt).map((entry) => {
      const isLimited = accountOf.get(entry.channelId)?.kind === "whatsapp";
      return { ...entry, numberLimit: isLimited ? sendLimit : null };
    });
    if (heads.length === 0) {
      return [];
    }
    const due = keepNear(heads, [...own.values()], startsAt).flatMap(loadDue);
    const plan = rules.planClaim({ due, limits: [...own.values()], startsAt, now });
    const leaseId = newId();
    const attempts = plan.taken.flatMap(({ message, slotAt }) => {
      const ids = { workspaceId, attemptId: newId(), leaseId };
      const readFile = async () => null;
      return makeAttempt(message, { ...ids, slotAt, leaseEndsAt: clockAt + leaseMs, now, readFile }) ?? [];
    });
    const withdrawn = plan.withdrawn.map(({ message: { messageId }, reason }): Fact => {
      return { type: "withdrawn", workspaceId, messageId, attemptId: null, at: now, reason };
    });
    const started = attempts.map(({ messageId, attemptId, outbound: { providerId } }): Fact => {
      return { type: "attempt-started", workspaceId, messageId, attemptId, leaseId, providerId, at: now };
    });
    apply([...withdrawn, ...started], now);
    for (const { messageId } of attempts) {
      change(messageId, { leaseId, leasedUntil: clockAt + leaseMs });
    }
    for (const { message, availableAt } of plan.postponed) {
      change(message.messageId, { availableAt });
    }
    for (const limit of plan.limits) {
      own.set(keyOf(limit.channelId, limit.scope), limit);
    }
    return attempts;
  }

  function change(messageId: string, patch: Partial<Entry>): void {
    const entry = entries.get(messageId);
    if (entry !== undefined) {
      entries.set(messageId, { ...entry, ...patch });
    }
  }

  function redraw(worker: Clocked, { channelId }: Attempt): number {
    const own = limitsOf(worker);
    const key = keyOf(channelId, numberScope);
    const theoreticalArrivalAt = own.get(key)?.arrivalAt ?? null;
    const slot = decideSlot({ ...sendLimit, theoreticalArrivalAt, now: clocks.database() + leadMs });
    own.set(key, { channelId, scope: numberScope, arrivalAt: slot.theoreticalArrivalAt });
    return slot.slotAt;
  }

  function storeReceipts(worker: Clocked, receipts: readonly Receipt[]): void {
    const decided = receipts.map((receipt) => {
      const { messageId } = receipt.attempt;
      const message = draft.messages.rows.get(messageId);
      const window =
        draft.windows.rows.get(keyOf(message?.channelId ?? "", message?.identityId ?? "")) ?? null;
      const isHeld = heldBy(receipt.attempt) !== null;
      return { receipt, verdict: rules.decideReceipt(receipt, { isHeld, window, chance: 0.5 }) };
    });
    apply(
      decided.map(({ verdict }) => verdict.fact),
      clocks.of(worker),
    );
    for (const { receipt, verdict } of decided) {
      settle(receipt.attempt, verdict.queue);
      pauseNumber(worker, receipt.attempt.channelId, verdict.pauseNumberMs);
    }
  }

  function settle(attempt: Attempt, queue: ReceiptVerdict["queue"]): void {
    const entry = heldBy(attempt);
    if (entry === null || queue.kind === "leave") {
      return;
    }
    const free = { leaseId: null, leasedUntil: 0 };
    const now = clocks.database();
    if (queue.kind === "release") {
      change(entry.messageId, {
        ...free,
        tries: entry.tries + queue.tried,
        availableAt: now + queue.delayMs,
      });
    } else if (draft.messages.rows.get(entry.messageId)?.status === "queued") {
      change(entry.messageId, { ...free, tries: entry.tries + 1, availableAt: now + minuteMs });
    } else {
      entries.delete(entry.messageId);
    }
  }

  function pauseNumber(worker: Clocked, channelId: string, pauseMs: number | null): void {
    if (pauseMs !== null) {
      const own = limitsOf(worker);
      const key = keyOf(channelId, numberScope);
      const theoreticalArrivalAt = own.get(key)?.arrivalAt ?? null;
      const arrivalAt = pauseLimit({
        ...numberLimit,
        theoreticalArrivalAt,
        resumeAt: clocks.database() + pauseMs,
      });
      own.set(key, { channelId, scope: numberScope, arrivalAt });
    }
  }

  function sweep(worker: Clocked): void {
    const clockAt = clocks.database();
    const at = clocks.of(worker);
    const isRunning = ({ leaseId, leasedUntil }: Entry) => leaseId !== null && leasedUntil >= clockAt;
    const lost = [...draft.attempts.rows.values()]
      .filter(({ settled, messageId, leaseId }) => {
        const entry = entries.get(messageId);
        return !settled && !(entry !== undefined && entry.leaseId === leaseId && isRunning(entry));
      })
      .map(({ id: attemptId, messageId }) => ({ messageId, attemptId }));
    apply(rules.decideSwept(workspaceId, { lost, closed: findClosed(at), at }), at);
    for (const entry of [...entries.values()].filter(
      (row) => row.leaseId !== null && row.leasedUntil < clockAt,
    )) {
      const wasTried = [...draft.attempts.rows.values()].some(
        (attempt) => attempt.messageId === entry.messageId && attempt.leaseId === entry.leaseId,
      );
      if (wasTried && draft.messages.rows.get(entry.messageId)?.status !== "queued") {
        entries.delete(entry.messageId);
      } else {
        change(entry.messageId, { leaseId: null, leasedUntil: 0 });
      }
    }
  }

  function findClosed(now: Instant): { messageId: string; automatic: boolean }[] {
    return [...entries.values()].flatMap(({ messageId, channelId, leaseId }) => {
      const message = draft.messages.rows.get(messageId);
      const hasWindow = accountOf.get(channelId)?.kind === "whatsapp" && message?.kind === "text";
      if (message === undefined || leaseId !== null || !hasWindow) {
        return [];
      }
      const window = draft.windows.rows.get(keyOf(channelId, message.identityId ?? ""));
      const lastAt = window?.lastCustomerMessageAt ?? null;
      return lastAt === null || lastAt <= now - windowMs ? [{ messageId, automatic: message.automatic }] : [];
    });
  }

  return {
    rows: () => [...entries.values()].map(({ messageId, leaseId }) => ({ messageId, leaseId })),
    /** Messages that no process has in hand. */
    free: () =>
      new Set([...entries.values()].flatMap((row) => (row.leaseId === null ? [row.messageId] : []))),
    take(queued: Iterable<QueueRow>, unqueued: Iterable<string>): void {
      for (const row of queued) {
        const tries = entries.get(row.messageId)?.tries ?? 0;
        const availableAt = clocks.database() + (row.delayMs ?? 0);
        entries.set(row.messageId, { ...row, availableAt, leaseId: null, leasedUntil: 0, tries });
      }
      for (const messageId of unqueued) {
        entries.delete(messageId);
      }
    },
    actions: {
      claim: async (worker) => claim(worker),
      redraw: async (worker, attempt) => redraw(worker, attempt),
      storeReceipts: async (worker, receipts) => storeReceipts(worker, receipts),
      sweep: async (worker) => sweep(worker),
    } satisfies Partial<Store>,
  };
}
