import type { LiveEvent } from "#contract/events.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Instant } from "#domain/time.ts";
import { createDraft, type Draft, keyOf, type Tracked } from "#server/record/draft.ts";
import type { RecordEnv } from "#server/record/env.ts";
import type { Fact } from "#server/record/facts.ts";
import { addressesNamed, addressKey } from "#server/record/people.ts";
import type { ChargeRow } from "#server/record/rows.ts";
import type { Clocks } from "./clocks.ts";
import { addPeople, channelRows, channels, idOf, people, workspaceRow } from "./hotel.ts";
import { createMemoryQueue } from "./memory-queue.ts";
import { endOverdueFacts } from "./overdue.ts";
import type { Rules } from "./rules.ts";
import type { Store } from "./store.ts";

const workspaceId = idOf("aaaaaaaa", 0);

/** The rows of a workspace in memory, and how facts change them. */
export type Memory = {
  draft: Draft;
  /** Applies facts in one transaction. */
  apply(facts: readonly Fact[], now: Instant): void;
  newId(): string;
};

/**
 * Keeps the whole workspace as one draft that is never thrown away: every decision sees all rows, where the database
 * gives it those that it may touch. The run against PostgreSQL shows that both come to the same.
 */
export function createMemoryStore({ clocks, rules }: { clocks: Clocks; rules: Rules }): Store {
  const draft = createDraft(workspaceRow(workspaceId));
  const charges: ChargeRow[] = [];
  const events: LiveEvent[] = [];
  let quarantined = 0;
  let ids = 0;
  let cursor = 0;
  const newId = () => {
    ids += 1;
    return idOf("eeeeeeee", ids);
  };
  const envAt = (now: Instant): RecordEnv => ({ now, newId, cards: publishedRateCards });
  const memory: Memory = { draft, newId, apply };
  const queue = createMemoryQueue(memory, { clocks, rules });
  for (const channel of channelRows(workspaceId)) {
    draft.channels.set(channel.id, channel);
  }
  addPeople(draft, envAt(clocks.database()));
  commit();

  function apply(facts: readonly Fact[], now: Instant): void {
    draft.waiting = queue.free();
    const env = envAt(now);
    for (const fact of facts) {
      rules.decideFact(draft, env, fact);
    }
    commit();
  }

  /** What writing and throwing away a draft comes to: what it made is kept, and the next batch begins with nothing changed. */
  function commit(): void {
    queue.take(draft.queued.values(), draft.unqueued);
    charges.push(...draft.newCharges);
    events.push(...draft.events.values());
    for (const tracked of tables(draft)) {
      tracked.added.clear();
      tracked.changed.clear();
      tracked.changedFields.clear();
      tracked.removed.clear();
    }
    for (const collection of [draft.queued, draft.unqueued, draft.events, draft.reactions, draft.opened]) {
      collection.clear();
    }
    draft.newCharges = [];
    draft.dailyCosts.clear();
    draft.lostWindows = [];
    draft.mailAnswers = [];
    draft.merges = [];
    draft.attachments = [];
    draft.unanswered = [];
  }

  return {
    ...queue.actions,
    workspaceId,
    async ingest(batch) {
      apply(
        batch.flatMap((item) => item.reading.facts),
        clocks.of("web"),
      );
      const problems = draft.problems.splice(0);
      for (const { reading, journalId, cursor: read } of batch) {
        const own = problems.filter((problem) => problem.journalId === journalId);
        quarantined += new Set([...reading.faults, ...own].map(({ reason }) => reason)).size;
        cursor = Math.max(cursor, read?.uid ?? 0);
      }
    },
    async submit(fact) {
      apply([fact], fact.at);
    },
    async endOverdue() {
      const now = clocks.of("web");
      apply(endOverdueFacts(draft.messages.rows.values(), workspaceId, now), now);
    },
    mailCursor: async () => cursor,
    async findPlace(person, channel) {
      const key = placeKey(person, channel);
      const [address] = key === null ? [] : addressesNamed(draft, [key]);
      const threadId = draft.threadByCustomer.get(address?.customerId ?? "");
      return address === undefined || threadId === undefined
        ? null
        : { threadId, identityId: address.identityId };
    },
    findWindow: async (channelId, identityId) => draft.windows.rows.get(keyOf(channelId, identityId)) ?? null,
    async isIdle() {
      return queue.rows().length === 0 && [...draft.attempts.rows.values()].every(({ settled }) => settled);
    },
    async rows() {
      const valuesOf = <Row>({ rows }: Tracked<Row>) => [...rows.values()];
      return {
        messages: valuesOf(draft.messages),
        attempts: valuesOf(draft.attempts),
        threads: valuesOf(draft.threads),
        windows: valuesOf(draft.windows),
        conversations: valuesOf(draft.conversations),
        allowances: valuesOf(draft.allowances),
        charges,
        events,
        queue: queue.rows(),
        quarantined,
      };
    },
    close: async () => undefined,
  };
}

/** The key under which a person is found on one kind of channel; null: never there. */
export function placeKey(person: number, channel: number): string | null {
  const { typed, waId, bsuid, email } = people[person] ?? {
    typed: null,
    waId: null,
    bsuid: null,
    email: null,
    username: null,
  };
  if (channels[channel]?.kind === "email") {
    return email === null ? null : addressKey("email", email);
  }
  const phone = waId ?? typed;
  return phone !== null ? addressKey("wa_id", phone) : bsuid === null ? null : addressKey("bsuid", bsuid);
}

function tables(draft: Draft) {
  const { customers, identities, addresses, threads, messages, attempts, parked } = draft;
  const { windows, conversations, allowances, suggestions } = draft;
  return [
    ...[customers, identities, addresses, threads, messages, attempts],
    ...[parked, windows, conversations, allowances, suggestions],
  ];
}
