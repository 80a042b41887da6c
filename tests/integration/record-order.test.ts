import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SendOutcome } from "#channels/channel.ts";
import type { Category, CountingMessage } from "#domain/conversation.ts";
import type { DeliveryStatus } from "#domain/delivery-status.ts";
import { deriveConversations } from "#domain/derive-conversations.ts";
import { minuteMs, secondMs } from "#domain/time.ts";
import { wasOpenAt } from "#domain/window.ts";
import type { Fact } from "#server/record/facts.ts";
import {
  finished,
  nameSent,
  type Recipient,
  type RecordWorld,
  type Sent,
  started,
  startRecordWorld,
  submitted,
  told,
  wrote,
} from "../support/record-world.ts";

let world: RecordWorld;
beforeAll(async () => {
  world = await startRecordWorld();
});
afterAll(() => world.close());

const begin = Date.parse("2026-03-10T10:00:00+01:00");

/** What happens in one thread. Times are minutes after the customer's first message; `after` seconds after the call. */
type Step =
  | { kind: "inbound"; minute: number }
  | {
      kind: "message";
      minute: number;
      category: Category | null;
      answer: "accepted" | "held" | "lost";
      isFree: boolean;
      statuses: { word: "delivered" | "read" | "failed"; after: number }[];
    };

const minute = fc.integer({ min: 1, max: 4_500 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("inbound" as const), minute }),
    fc.record({
      kind: fc.constant("message" as const),
      minute,
      category: fc.constantFrom<Category | null>(null, null, "utility", "marketing"),
      answer: fc.constantFrom("accepted" as const, "accepted" as const, "held" as const, "lost" as const),
      isFree: fc.boolean(),
      statuses: fc.array(
        fc.record({
          word: fc.constantFrom("delivered" as const, "read" as const, "failed" as const),
          after: fc.constantFrom(2, 300, 10_000, 90_000),
        }),
        { maxLength: 3 },
      ),
    }),
  ),
  { minLength: 2, maxLength: 8 },
);

/** A fact that may come once those before it came; `mayRepeat`: it may come twice. */
type Item = { fact: Fact; at: number; after: Item | null; mayRepeat: boolean };

let people = 0;

/** A customer who wrote once, and everything that will happen, in the order of time. */
async function tell(
  story: readonly Step[],
): Promise<{ recipient: Recipient; items: Item[]; labels: Map<string, string> }> {
  people += 1;
  const waId = `346009${String(people).padStart(5, "0")}`;
  const firstId = `wamid.${people}.first`;
  await world.apply(begin, wrote(world, { waId }, { providerId: firstId, sentAt: begin }));
  const recipient = await world.find(firstId);
  const labels = new Map([[firstId, "first"]]);
  const items = story.flatMap((step, index): Item[] => {
    const at = begin + step.minute * minuteMs + index * secondMs;
    if (step.kind === "inbound") {
      const providerId = `wamid.${people}.${index}`;
      labels.set(providerId, `in ${index}`);
      const fact = wrote(world, { waId }, { providerId, sentAt: at });
      return [{ fact, at, after: null, mayRepeat: true }];
    }
    const sent = nameSent(recipient);
    labels.set(sent.messageId, `out ${index}`);
    return messageItems(sent, step, at);
  });
  return { recipient, items: items.sort((a, b) => a.at - b.at), labels };
}

function messageItems(sent: Sent, step: Extract<Step, { kind: "message" }>, at: number): Item[] {
  const given: Item = {
    fact: submitted(world, sent, { at, category: step.category }),
    at,
    after: null,
    mayRepeat: false,
  };
  const call: Item = { fact: started(world, sent, at + 200), at: at + 200, after: given, mayRepeat: false };
  const answeredAt = at + 700;
  const answer: Item = {
    fact: finished(world, sent, { at: answeredAt, ...outcomeOf(sent, step.answer) }),
    at: answeredAt,
    after: call,
    mayRepeat: false,
  };
  const pricing = {
    model: "PMP",
    type: step.isFree ? "free_customer_service" : "regular",
    category: step.category ?? "service",
    billable: !step.isFree,
  };
  const report = (status: DeliveryStatus, when: number, failure?: boolean): Item => {
    const refusal = { reason: "window", code: "131047", detail: null } as const;
    const fact = told(
      world,
      sent,
      { status, at: when, ...(failure === true && { failure: refusal }) },
      { pricing },
    );
    return { fact, at: when, after: call, mayRepeat: true };
  };
  return [
    given,
    call,
    answer,
    report("sent", at + 800),
    ...step.statuses.map(({ word, after }, index) =>
      report(word, at + after * secondMs + index, word === "failed"),
    ),
  ];
}

function outcomeOf(sent: Sent, answer: "accepted" | "held" | "lost"): { outcome?: SendOutcome } {
  switch (answer) {
    case "accepted":
      return {};
    case "held": {
      const { fact } = { fact: finished(world, sent, { at: 0 }) };
      const outcome = fact.type === "attempt-finished" ? fact.outcome : null;
      return outcome?.kind === "accepted" ? { outcome: { ...outcome, held: true } } : {};
    }
    case "lost":
      return { outcome: { kind: "unknown", detail: "timeout" } };
    default:
      return answer satisfies never;
  }
}

/** The same facts in another order that could be, some of them twice. */
function shuffle(items: readonly Item[], chances: readonly number[]): Fact[] {
  let drawn = 0;
  const chance = () => chances[drawn++ % chances.length] ?? 0;
  const waiting = items.flatMap((item) => {
    const once = { item, rank: chance() };
    return item.mayRepeat && chance() > 500 ? [once, { item, rank: chance() }] : [once];
  });
  const facts: Fact[] = [];
  const done = new Set<Item>();
  while (waiting.length > 0) {
    const ready = waiting.filter(({ item }) => item.after === null || done.has(item.after));
    const next = ready.reduce((first, other) => (other.rank < first.rank ? other : first));
    waiting.splice(waiting.indexOf(next), 1);
    done.add(next.item);
    facts.push(next.item.fact);
  }
  return facts;
}

/** Everything that the record holds of one thread, with names instead of ids. */
async function readAll({ threadId, identityId }: Recipient, labels: ReadonlyMap<string, string>) {
  const name = (id: unknown) => (typeof id === "string" ? (labels.get(id) ?? "?") : null);
  const messages = await world.read<{
    id: string;
    providerId: string;
    conversationId: string;
    direction: string;
  }>(
    `select id, provider_id as "providerId", conversation_id as "conversationId", direction, kind, status, failure, remark,
       attempt_at, accepted_at, delivered_at, read_at, failed_at, -- Nobody asks it of a message that does not count.
       case when counted_at is null then null else window_open_at_attempt end as window_open, counted_at, sent_at
     from messages where thread_id = $1 order by sent_at`,
    threadId,
  );
  const all = new Map([
    ...labels,
    ...messages.map(({ id, providerId }) => [id, labels.get(id) ?? labels.get(providerId) ?? "?"] as const),
  ]);
  const named = (id: unknown) => (typeof id === "string" ? (all.get(id) ?? "?") : null);
  const [thread] = await world.read<{ last: string }>(
    `select unread, last_activity_at, last_person_at, last_message_id as last, last_message->>'status' as shown,
       version from threads where id = $1`,
    threadId,
  );
  return {
    thread: { ...thread, last: named(thread?.last) },
    messages: messages.map(({ id, providerId, conversationId, ...rest }) => ({
      ...rest,
      message: named(id),
      hasProviderId: providerId !== null,
      conversation: name(conversationId),
    })),
    windows: await world.read(
      `select last_customer_message_at, refused_attempt_at, delivered_attempt_at from windows where identity_id = $1`,
      identityId,
    ),
    conversations: (
      await world.read<{ id: string }>(
        `select id, category, started_by, starts_at, ends_at, provisional from conversations
         where identity_id = $1 order by starts_at, category`,
        identityId,
      )
    ).map(({ id, ...rest }) => ({ ...rest, opener: name(id) })),
    charges: (
      await world.read<{ id: string; state: string; type: string; category: string; day: string }>(
        `select distinct on (c.message_id) c.message_id as id, c.state, c.amount, c.pricing_type as type, c.category, c.day
         from charges c join messages m on m.id = c.message_id where m.thread_id = $1 order by c.message_id, c.entry desc`,
        threadId,
      )
    )
      // What was estimated of a message that never arrived depends on what was known when it failed.
      .map(({ id, type, category, day, ...rest }) =>
        rest.state === "dropped"
          ? { ...rest, message: name(id) }
          : { ...rest, message: name(id), type, category, day },
      )
      .sort((a, b) => ((a.message ?? "") < (b.message ?? "") ? -1 : 1)),
    parked: await world.read("select 1 from parked_statuses"),
  };
}

/** The conversations as the rules derive them from all messages at once. */
async function deriveAll({ identityId }: Recipient, labels: ReadonlyMap<string, string>) {
  const rows = await world.read<
    Omit<CountingMessage, "reachedAt" | "windowOpenAtAttempt"> & { reached: number[] }
  >(
    `select id, seq, case when kind = 'template' then 'template' else 'free-text' end as kind, category, status,
       attempt_at as "attemptAt", accepted_at as "acceptedAt",
       array_remove(array[delivered_at, read_at, played_at], null) as reached
     from messages where identity_id = $1 and direction = 'out' and attempt_at is not null`,
    identityId,
  );
  const openings = await world.read<{ at: number }>(
    "select sent_at as at from messages where identity_id = $1 and opens_window",
    identityId,
  );
  const times = openings.map(({ at }) => at);
  const derived = deriveConversations({
    messages: rows.map(({ reached, ...row }) => ({
      ...row,
      reachedAt: reached.length === 0 ? null : Math.min(...reached),
      windowOpenAtAttempt: wasOpenAt(times, row.attemptAt),
    })),
  });
  return derived.map(({ id, messageIds, ...rest }) => ({
    ...rest,
    opener: labels.get(id),
    messages: messageIds.map((messageId) => labels.get(messageId)).sort(),
  }));
}

async function readConversations({ identityId }: Recipient, labels: ReadonlyMap<string, string>) {
  const rows = await world.read<{ id: string; messages: string[] }>(
    `select c.id, c.category, c.started_by as "startedBy", c.starts_at as "startsAt", c.ends_at as "endsAt", c.provisional,
       array(select m.id::text from messages m where m.conversation_id = c.id) as messages
     from conversations c where c.identity_id = $1 order by c.starts_at`,
    identityId,
  );
  return rows.map(({ id, messages, ...rest }) => ({
    ...rest,
    opener: labels.get(id),
    messages: messages.map((messageId) => labels.get(messageId)).sort(),
  }));
}

const byOpener = (a: { opener: string | undefined }, b: { opener: string | undefined }) =>
  (a.opener ?? "") < (b.opener ?? "") ? -1 : 1;

it("F4, D2, E8, K1–K13: any order, duplicates and batches come to the same end as one fact after the other", async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 60, maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
      async (story, chances, sizes) => {
        const inOrder = await tell(story);
        for (const { fact, at } of inOrder.items) {
          await world.apply(at, fact);
        }
        const mixed = await tell(story);
        const facts = shuffle(mixed.items, chances);
        const last = Math.max(begin, ...mixed.items.map(({ at }) => at));
        for (let batch = 0; facts.length > 0; batch += 1) {
          await world.apply(last, ...facts.splice(0, sizes[batch % sizes.length]));
        }
        expect(await readAll(mixed.recipient, mixed.labels)).toEqual(
          await readAll(inOrder.recipient, inOrder.labels),
        );
        for (const { recipient, labels } of [inOrder, mixed]) {
          const derived = await deriveAll(recipient, labels);
          const stored = await readConversations(recipient, labels);
          expect(stored.sort(byOpener)).toEqual(derived.sort(byOpener));
        }
      },
    ),
    { numRuns: Number(process.env.RECORD_RUNS ?? 30), interruptAfterTimeLimit: 80 * secondMs },
  );
});
