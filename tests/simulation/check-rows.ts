import { rankOf } from "#domain/delivery-status.ts";
import { windowStateAt } from "#domain/window.ts";
import type { MessageRow, ThreadRow } from "#server/record/rows.ts";
import { checkMoney } from "./check-money.ts";
import { channels, mailbox, people } from "./hotel.ts";
import { conversationsOf, possibleStatuses, threadOf, windowOf } from "./oracle.ts";
import type { Place, Rows } from "./store.ts";
import { createView } from "./view.ts";
import { BrokenPromise, type World } from "./world.ts";

/** Looks at everything stored and compares it with the oracle: I1–I3 and I6–I9. One for each run: it remembers what it saw. */
export function createRowCheck(world: World): (now: { isSettled: boolean }) => Promise<void> {
  const view = createView();
  const ranks = new Map<string, number>();

  return async ({ isSettled }) => {
    const rows = await world.store.rows();
    checkInbound(world, rows);
    for (const { id, state } of rows.attempts) {
      const rank = rankOf(state.status);
      if (rank < (ranks.get(id) ?? 0)) {
        throw new BrokenPromise("I8 a status never moves back", `attempt ${id} is ${state.status} again`);
      }
      ranks.set(id, rank);
    }
    checkOutbound(world, rows, isSettled);
    view.take(rows.events);
    view.compare(rows);
    for (const [customer] of world.hasFixedPeople ? people.entries() : []) {
      const places = await placesOf(world, customer);
      checkThread(world, rows, { customer, places });
      checkPairs(world, rows, { customer, places });
    }
    checkMoney(world.history, rows);
  };
}

/** Where a customer is kept, by channel. */
function placesOf({ store }: World, customer: number): Promise<(Place | null)[]> {
  return Promise.all(channels.map((_, channel) => store.findPlace(customer, channel)));
}

/** What was acknowledged is there, once (P1, P2), and what could not be filed is kept beside it (P7). */
function checkInbound({ history, provider, faults }: World, { messages, quarantined }: Rows): void {
  const stored = new Map<string, MessageRow>();
  for (const row of messages) {
    if (row.direction === "in") {
      const key = `${channels.findIndex(({ id }) => id === row.channelId)} ${row.providerId}`;
      if (stored.has(key)) {
        throw new BrokenPromise("I2 nothing twice", `the message ${key} is there twice`);
      }
      stored.set(key, row);
    }
  }
  for (const { fact, about } of provider.acknowledged) {
    if (fact.type === "message" && about !== null && !stored.has(keyOfFact(fact))) {
      throw new BrokenPromise(
        "I1 no lost customer message",
        `${keyOfFact(fact)} was acknowledged and is nowhere`,
      );
    }
  }
  const heard = history.heard.filter(({ kind }) => kind !== "reaction" && kind !== "reaction-removed");
  for (const { channel, id, sentAt } of heard) {
    const row = stored.get(`${channel} ${id}`);
    if (row === undefined) {
      throw new BrokenPromise(
        "I1 no lost customer message",
        `${id} on channel ${channel} was stored and is gone`,
      );
    }
    if (row.sentAt !== sentAt) {
      throw new BrokenPromise(
        "I8 order by the provider's time",
        `${id} on channel ${channel}: ${row.sentAt}, not ${sentAt}`,
      );
    }
  }
  if (stored.size !== heard.length) {
    throw new BrokenPromise("I2 nothing is made up", `${stored.size} messages, ${heard.length} were written`);
  }
  if (quarantined !== faults) {
    throw new BrokenPromise("I7 what is bad is kept, and blocks nobody", `${quarantined} kept of ${faults}`);
  }
}

function keyOfFact({ channelRef, providerId }: { channelRef: string; providerId: string }): string {
  return `${channels.findIndex((channel) => channel.providerId === channelRef)} ${providerId}`;
}

/** Every message of ours is where its calls and reports say (P3, P8), and the queue holds what waits. */
function checkOutbound({ history }: World, { messages, queue }: Rows, isSettled: boolean): void {
  const queued = new Map(queue.map((row) => [row.messageId, row]));
  const byId = new Map(messages.map((row) => [row.id, row]));
  for (const sent of history.sent.values()) {
    const row = byId.get(sent.id);
    const possible = possibleStatuses(sent);
    if (row === undefined || !possible.includes(row.status)) {
      throw new BrokenPromise(
        "I8 status",
        `${sent.id} is ${row?.status ?? "gone"}; ${possible.join(" or ")} is true`,
      );
    }
  }
  for (const row of messages) {
    if (row.direction === "out" && row.status === "queued" && !queued.has(row.id)) {
      throw new BrokenPromise("I3 no silent end", `${row.id} is queued and in no queue`);
    }
    if (isSettled && row.status === "sending") {
      throw new BrokenPromise("I3 no silent end", `${row.id} is still being sent`);
    }
  }
  for (const { messageId, leaseId } of isSettled ? queue : []) {
    const status = byId.get(messageId)?.status;
    if (leaseId !== null || status !== "queued") {
      throw new BrokenPromise("I3 no silent end", `${messageId} is ${status} and still in the queue`);
    }
  }
}

function checkThread(
  { history }: World,
  { threads, messages }: Rows,
  { customer, places }: { customer: number; places: readonly (Place | null)[] },
): void {
  const ids = new Set(places.flatMap((place) => place?.threadId ?? []));
  const own = threads.filter(({ id }) => ids.has(id));
  const expected = threadOf(history, customer);
  if (own.length > 1) {
    throw new BrokenPromise("I2 one thread for each customer", `customer ${customer} has ${own.length}`);
  }
  const [thread] = own;
  if (thread === undefined) {
    return;
  }
  const waits = thread.waitingSince !== null;
  if (thread.unread !== expected.unread || waits !== expected.waits) {
    const said = `${thread.unread} unread, ${waits ? "waits" : "answered"}`;
    throw new BrokenPromise(
      "I2 one unread",
      `customer ${customer}: ${said}; true is ${JSON.stringify(expected)}`,
    );
  }
  checkAutomatic(history.answered, messages, { thread, customer });
}

/** One automatic answer where the rules ask for one, and none elsewhere (P2). */
function checkAutomatic(
  answered: World["history"]["answered"],
  messages: readonly MessageRow[],
  { thread, customer }: { thread: ThreadRow; customer: number },
): void {
  const causes = messages.flatMap((row) =>
    row.automatic && row.threadId === thread.id ? [row.causeId] : [],
  );
  const expected = [...answered.keys()].filter((heard) => heard.customer === customer).length;
  if (causes.length !== expected || new Set(causes).size !== causes.length) {
    throw new BrokenPromise(
      "I2 one automatic answer",
      `customer ${customer} got ${causes.length}, should get ${expected}`,
    );
  }
}

function checkPairs(
  world: World,
  rows: Rows,
  { customer, places }: { customer: number; places: readonly (Place | null)[] },
): void {
  const now = world.clocks.of("web");
  for (const [channel, { id: channelId }] of channels.entries()) {
    const identityId = places[channel]?.identityId;
    if (channel === mailbox || identityId === undefined) {
      continue;
    }
    const isHere = (row: { channelId: string; identityId: string }) =>
      row.channelId === channelId && row.identityId === identityId;
    const window = windowStateAt(rows.windows.find(isHere) ?? null, now);
    const { closesAt, isRefused } = windowOf(world.history, customer, channel);
    const isRight =
      window.state === "never"
        ? closesAt === Number.NEGATIVE_INFINITY
        : window.closesAt === closesAt && (window.state === "open") === (now < closesAt && !isRefused);
    if (!isRight) {
      throw new BrokenPromise(
        "the window is the domain's",
        `customer ${customer}, channel ${channel}: ${JSON.stringify(window)}; it closes at ${closesAt}${isRefused ? ", refused" : ""}`,
      );
    }
    const told = rows.conversations
      .filter(isHere)
      .map(({ id, category, startedBy, startsAt, provisional }) => ({
        id,
        category,
        startedBy,
        startsAt,
        provisional,
      }));
    const expected = conversationsOf(world.history, customer, channel);
    const sorted = (list: { id: string }[]) =>
      JSON.stringify(list.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    if (sorted(told) !== sorted(expected)) {
      throw new BrokenPromise(
        "conversations are the domain's",
        `customer ${customer}, channel ${channel}: ${sorted(told)}; true is ${sorted(expected)}`,
      );
    }
  }
}
