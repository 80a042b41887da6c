import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InboundMessage, Party } from "#channels/channel.ts";
import { minuteMs } from "#domain/time.ts";
import { newId } from "#server/ids.ts";
import {
  finished,
  nameSent,
  type Recipient,
  type RecordWorld,
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

let count = 0;
/** Ids that nobody in this file has yet. */
function newPerson(): { waId: string; bsuid: string } {
  count += 1;
  return { waId: `34600900${String(count).padStart(3, "0")}`, bsuid: `ES.90${count}` };
}

let clock = Date.parse("2026-03-10T18:02:00+01:00");
const next = () => {
  clock += minuteMs;
  return clock;
};

/** Somebody writes now; answers where it was filed. */
async function write(from: Partial<Party>): Promise<Recipient & { id: string }> {
  const sentAt = next();
  const id = `wamid.${count}.${sentAt}`;
  await world.apply(sentAt, wrote(world, from, { providerId: id, sentAt }));
  return { id, ...(await world.find(id)) };
}

/** A message of ours that waits in the queue. */
async function queue(recipient: Recipient) {
  const sent = nameSent(recipient);
  const at = next();
  await world.apply(at, submitted(world, sent, { at }));
  return sent;
}

/** WhatsApp says who somebody is now. */
function changed(
  from: Partial<Party>,
  identityChange: NonNullable<InboundMessage["identityChange"]>,
  providerId = `wamid.system.${next()}`,
) {
  return wrote(world, from, {
    providerId,
    sentAt: clock,
    event: "system",
    kind: "system",
    text: "User changed",
    identityChange,
  });
}

const addressesOf = (threadId: string) =>
  world.read<{ kind: string; value: string; current: boolean }>(
    `select a.kind, a.value, a.valid_to is null as current from addresses a
     join threads t on t.customer_id = a.customer_id where t.id = $1 order by a.valid_from, a.kind`,
    threadId,
  );
const messageOf = async (messageId: string) =>
  (await world.read("select status, failure from messages where id = $1", messageId))[0];
const isQueued = async (messageId: string) =>
  (await world.read("select 1 from delivery_queue where message_id = $1", messageId)).length === 1;

describe("N5 a number that turns up at another account", () => {
  it("moves there; what was queued to it waits for a person, and a merge is suggested once in both threads", async () => {
    const [first, second] = [newPerson(), newPerson()];
    const one = await write({ bsuid: first.bsuid });
    const two = await write({ waId: second.waId });
    const waiting = await queue(two);
    const other = await queue(one);
    const at = await write({ bsuid: first.bsuid, waId: second.waId });
    expect(at.threadId).toBe(one.threadId);
    expect(await messageOf(waiting.messageId)).toMatchObject({
      status: "failed",
      failure: { reason: "identity-changed" },
    });
    expect(await isQueued(waiting.messageId)).toBe(false);
    expect(await isQueued(other.messageId)).toBe(true);
    await write({ bsuid: first.bsuid, waId: second.waId });
    expect(await world.lines(one.threadId)).toMatchObject([
      { line: "merge-suggested", because: "same-phone" },
      { line: "phone-joined", to: second.waId },
    ]);
    expect(await world.lines(two.threadId)).toMatchObject([
      { line: "merge-suggested", because: "same-phone" },
      { line: "phone-left", from: second.waId },
    ]);
  });

  it("drops the charge of what was tried before and waits to be tried again", async () => {
    const [first, second] = [newPerson(), newPerson()];
    await write({ bsuid: first.bsuid });
    const waiting = await queue(await write({ waId: second.waId }));
    const refused = {
      kind: "refused",
      failure: { reason: "connection", code: null, detail: null },
      retryable: true,
      retryAfterMs: null,
    } as const;
    await world.apply(next(), started(world, waiting, clock));
    await world.apply(
      next(),
      Object.assign(finished(world, waiting, { at: clock, outcome: refused }), { retry: true }),
    );
    await write({ bsuid: first.bsuid, waId: second.waId });
    expect(await messageOf(waiting.messageId)).toMatchObject({ failure: { reason: "identity-changed" } });
    expect(
      await world.read("select state from charges where message_id = $1 order by entry", waiting.messageId),
    ).toEqual([{ state: "estimated" }, { state: "dropped" }]);
    expect(
      await world.read(
        "select number from attempts where message_id = $1 order by number",
        waiting.messageId,
      ),
    ).toEqual([{ number: 1 }, { number: 2 }]);
  });

  it("leaves alone what is queued to the account that the customer answers with", async () => {
    const [first, second] = [newPerson(), newPerson()];
    await write({ bsuid: first.bsuid });
    await write({ bsuid: second.bsuid, waId: second.waId });
    const hidden = await write({ bsuid: second.bsuid });
    const waiting = await queue(hidden);
    await write({ bsuid: first.bsuid, waId: second.waId });
    expect(await isQueued(waiting.messageId)).toBe(true);
  });

  it("takes in an empty card, and its thread leads to the other one", async () => {
    const [first, second] = [newPerson(), newPerson()];
    const one = await write({ bsuid: first.bsuid });
    const [customerId, threadId, identityId] = [1, 2, 3].map(
      (part) => `00000000-0000-7000-8000-0000000000${part}${count % 10}`,
    );
    await world.read(
      `with c as (insert into customers (workspace_id, id, name, created_at) values ($1, $2, 'Ana', now())),
            t as (insert into threads (workspace_id, id, customer_id, last_activity_at, created_at) values ($1, $3, $2, now(), now())),
            i as (insert into identities (workspace_id, id, customer_id, kind, created_at) values ($1, $4, $2, 'whatsapp', now()))
       insert into addresses (workspace_id, id, customer_id, identity_id, kind, value, match_key, source, valid_from)
       values ($1, $4, $2, $4, 'phone', '+' || $5::text, $5, 'agent', '2026-01-01')`,
      world.workspaceId,
      customerId,
      threadId,
      identityId,
      second.waId,
    );
    await write({ bsuid: first.bsuid, waId: second.waId });
    expect(await world.read("select merged_into as into from threads where id = $1", threadId)).toEqual([
      { into: one.threadId },
    ]);
    expect(
      await world.read("select source_customer_id as source from identities where id = $1", identityId),
    ).toEqual([{ source: customerId }]);
    expect(await world.lines(one.threadId)).toMatchObject([{ line: "merged", because: "empty-card" }]);
  });
});

describe("N4 a number with another account", () => {
  it("is the same customer and a new identity; what was queued to the old account waits for a person", async () => {
    const person = newPerson();
    const before = await write(person);
    const waiting = await queue(before);
    const after = await write({ ...person, bsuid: `${person.bsuid}NEW` });
    expect(after.threadId).toBe(before.threadId);
    expect(after.identityId).not.toBe(before.identityId);
    expect(await messageOf(waiting.messageId)).toMatchObject({ failure: { reason: "identity-changed" } });
    expect(await world.lines(before.threadId)).toMatchObject([
      { line: "account-changed" },
      { line: "confirm-first-answer" },
    ]);
  });
});

describe("N8 a number that was changed", () => {
  it("ends the old ids, begins the new ones, and says so once however often it comes", async () => {
    const [before, after] = [newPerson(), newPerson()];
    const old = await write(before);
    const waiting = await queue(old);
    const event = changed(
      { waId: before.waId },
      { kind: "number-changed", newWaId: after.waId, oldBsuid: before.bsuid, newBsuid: after.bsuid },
    );
    await world.apply(clock, event, event);
    await world.apply(clock, event);
    expect(await world.lines(old.threadId)).toEqual([
      { line: "number-changed", from: before.waId, to: after.waId },
    ]);
    expect(await addressesOf(old.threadId)).toEqual([
      { kind: "bsuid", value: before.bsuid, current: false },
      { kind: "wa_id", value: before.waId, current: false },
      { kind: "bsuid", value: after.bsuid, current: true },
      { kind: "wa_id", value: after.waId, current: true },
    ]);
    expect(await messageOf(waiting.messageId)).toMatchObject({ failure: { reason: "identity-changed" } });
    const written = await write(after);
    expect(written.threadId).toBe(old.threadId);
    expect(written.identityId).not.toBe(old.identityId);
  });

  it("W12 leaves the new number without a window until it writes, and proposes it for the answer", async () => {
    const [before, after] = [newPerson(), newPerson()];
    const old = await write(before);
    await world.apply(
      next(),
      changed(
        { waId: before.waId },
        { kind: "number-changed", newWaId: after.waId, oldBsuid: before.bsuid, newBsuid: after.bsuid },
      ),
    );
    const [thread] = await world.read<{ identityId: string; windows: number }>(
      `select reply_identity_id as "identityId", (select count(*)::int from windows w
         where w.identity_id = reply_identity_id) as windows from threads where id = $1`,
      old.threadId,
    );
    expect(thread?.identityId).not.toBe(old.identityId);
    expect(thread?.windows).toBe(0);
  });

  it("merges the card that wrote with the new id before the event came, with its messages and who waits", async () => {
    const [before, after] = [newPerson(), newPerson()];
    const old = await write(before);
    await world.change("update threads set unread = 0, waiting_since = null where id = $1", old.threadId);
    const early = await write(after);
    expect(early.threadId).not.toBe(old.threadId);
    await world.apply(
      next(),
      changed(
        { waId: before.waId },
        { kind: "number-changed", newWaId: after.waId, oldBsuid: before.bsuid, newBsuid: after.bsuid },
      ),
    );
    expect((await world.find(early.id)).threadId).toBe(old.threadId);
    expect(
      await world.read(
        "select unread, waiting_since is not null as waits, waiting_identity_id as who from threads where id = $1",
        old.threadId,
      ),
    ).toEqual([{ unread: 1, waits: true, who: early.identityId }]);
    expect(await world.read("select merged_into as into from threads where id = $1", early.threadId)).toEqual(
      [{ into: old.threadId }],
    );
    expect(
      await world.read("select source_thread_id as source from messages where provider_id = $1", early.id),
    ).toEqual([{ source: early.threadId }]);
    const again = await write(after);
    expect(again).toMatchObject({ threadId: old.threadId, identityId: early.identityId });
    expect(
      await world.read("select thread_id as thread from windows where identity_id = $1", early.identityId),
    ).toEqual([{ thread: old.threadId }]);
  });

  it("who waits in the card that is taken in opens the thread that takes it in; drafts go where none is written yet", async () => {
    const [before, after] = [newPerson(), newPerson()];
    const old = await write(before);
    await world.change(
      "update threads set status = 'resolved', waiting_since = null where id = $1",
      old.threadId,
    );
    const early = await write(after);
    const { workspaceId } = world;
    const draft = `insert into drafts (workspace_id, member_id, thread_id, channel_kind, text, version)
      values ($1, $2, $3, $4, $5, $6)`;
    const member = newId();
    await world.read(draft, workspaceId, member, early.threadId, "whatsapp", "Un momento", 5);
    await world.read(draft, workspaceId, member, old.threadId, "whatsapp", "", 9);
    await world.read(draft, workspaceId, member, early.threadId, "note", "viejo", 5);
    await world.read(draft, workspaceId, member, old.threadId, "note", "mío", 3);
    await world.apply(
      next(),
      changed(
        { waId: before.waId },
        { kind: "number-changed", newWaId: after.waId, oldBsuid: before.bsuid, newBsuid: after.bsuid },
      ),
    );
    expect(
      await world.read(
        "select status, version, waiting_since is not null as waits from threads where id = $1",
        old.threadId,
      ),
    ).toEqual([{ status: "open", version: 2, waits: true }]);
    expect(await world.lines(old.threadId)).toContainEqual({ work: "reopened", by: "customer" });
    expect(
      await world.read(
        "select thread_id as thread, channel_kind as kind, text, version from drafts order by channel_kind, version",
      ),
    ).toEqual([
      { thread: old.threadId, kind: "note", text: "mío", version: 3 },
      { thread: early.threadId, kind: "note", text: "viejo", version: 5 },
      { thread: old.threadId, kind: "whatsapp", text: "Un momento", version: 10 },
    ]);
  });

  it("of ids that nobody holds is kept in the journal alone: no customer, no message", async () => {
    const [before, after] = [newPerson(), newPerson()];
    const countRows = () =>
      world.read(
        "select (select count(*)::int from customers) as c, (select count(*)::int from messages) as m",
      );
    const rows = await countRows();
    await world.apply(
      next(),
      changed(
        { waId: before.waId },
        { kind: "number-changed", newWaId: after.waId, oldBsuid: before.bsuid, newBsuid: after.bsuid },
      ),
    );
    expect(await countRows()).toEqual(rows);
  });
});

describe("N9 an account that changed", () => {
  it("its user id: the old one and the phone end, the new one begins", async () => {
    const person = newPerson();
    const { threadId } = await write(person);
    await world.apply(
      next(),
      changed(
        { bsuid: person.bsuid },
        { kind: "user-id-changed", newWaId: null, oldBsuid: person.bsuid, newBsuid: `${person.bsuid}B` },
      ),
    );
    expect((await addressesOf(threadId)).filter(({ current }) => current)).toEqual([
      { kind: "bsuid", value: `${person.bsuid}B`, current: true },
    ]);
    expect((await write({ bsuid: `${person.bsuid}B` })).threadId).toBe(threadId);
  });

  it("its number, and nothing leads there any more: what was queued to it waits for a person", async () => {
    const person = newPerson();
    const waiting = await queue(await write(person));
    const { waId, bsuid: oldBsuid } = person;
    const change = { kind: "number-changed", newWaId: waId, oldBsuid, newBsuid: null } as const;
    await world.apply(next(), changed({ waId }, change));
    expect(await messageOf(waiting.messageId)).toMatchObject({ failure: { reason: "identity-changed" } });
  });

  it("its security code: a line in the thread, no row changes, nobody waits", async () => {
    const person = newPerson();
    const { threadId } = await write(person);
    const before = await addressesOf(threadId);
    await world.apply(
      next(),
      changed(
        { waId: person.waId },
        { kind: "security-code-changed", newWaId: null, oldBsuid: null, newBsuid: null },
      ),
    );
    expect(await addressesOf(threadId)).toEqual(before);
    expect(await world.lines(threadId)).toMatchObject([{ line: "security-code-changed" }]);
    expect(await world.read("select unread from threads where id = $1", threadId)).toEqual([{ unread: 1 }]);
  });
});

describe("N10 ids that a status or an answer pairs", () => {
  it("suggest a merge once when somebody else holds one of them, with every status after it", async () => {
    const [one, two] = [newPerson(), newPerson()];
    const ours = await write(one);
    const theirs = await write(two);
    const sent = await queue(ours);
    const recipient = { waId: two.waId };
    const at = next();
    await world.apply(at, started(world, sent, at));
    await world.apply(at, finished(world, sent, { at, recipient }));
    for (const status of ["sent", "delivered", "read"]) {
      const party = { ...wrote(world, recipient, { providerId: "x", sentAt: at }).inbound.sender };
      await world.apply(at, told(world, sent, { status, at }, { recipient: party }));
    }
    expect(await world.lines(ours.threadId)).toMatchObject([
      { line: "merge-suggested", because: "send-answer" },
    ]);
    expect(await world.lines(theirs.threadId)).toMatchObject([{ line: "merge-suggested" }]);
    expect((await addressesOf(theirs.threadId)).every(({ current }) => current)).toBe(true);
  });

  it("are learned when nobody holds them", async () => {
    const person = newPerson();
    const ours = await write({ bsuid: person.bsuid });
    const sent = await queue(ours);
    const at = next();
    await world.apply(at, started(world, sent, at));
    await world.apply(at, finished(world, sent, { at, recipient: { waId: person.waId } }));
    expect((await write({ waId: person.waId })).threadId).toBe(ours.threadId);
    expect(await world.lines(ours.threadId)).toEqual([]);
  });
});
