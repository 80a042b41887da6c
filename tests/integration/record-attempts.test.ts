import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Failure } from "#domain/delivery-status.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import type { Fact } from "#server/record/facts.ts";
import { findOverdue } from "#server/record/overdue.queries.ts";
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
let count = 0;
beforeAll(async () => {
  world = await startRecordWorld();
});
afterAll(() => world.close());

const noon = Date.parse("2026-03-10T12:00:00+01:00");
const transient: Failure = { reason: "provider-down", code: "131000", detail: null };
const refusal: Failure = { reason: "window", code: "131047", detail: null };

/** A customer who wrote at noon. */
async function startThread(): Promise<Recipient> {
  count += 1;
  const providerId = `wamid.in.${count}`;
  const waId = `34600900${String(count).padStart(3, "0")}`;
  await world.apply(noon, wrote(world, { waId }, { providerId, sentAt: noon }));
  return world.find(providerId);
}

/** A message whose call begins at a time; null category: a free text. */
async function call(recipient: Recipient, at: number, category: string | null = null): Promise<Sent> {
  const sent = nameSent(recipient);
  await world.apply(at, submitted(world, sent, { at, category }), started(world, sent, at));
  // The call took the row from the queue.
  await world.read("delete from delivery_queue where message_id = $1", sent.messageId);
  return sent;
}

async function accepted(recipient: Recipient, at: number, category: string | null = null): Promise<Sent> {
  const sent = await call(recipient, at, category);
  await world.apply(at + secondMs, finished(world, sent, { at: at + secondMs }));
  return sent;
}

/** A second attempt of a message. */
function again(sent: Sent): Sent {
  const attemptId = newId();
  return { ...sent, attemptId, providerId: `wamid.${attemptId}` };
}

const stateOf = async ({ messageId }: Sent) => {
  const [row] = await world.read<{ status: string }>(
    "select status, failure->>'reason' as reason, provider_id as id from messages where id = $1",
    messageId,
  );
  return row;
};
const isQueued = async ({ messageId }: Sent) =>
  (await world.read("select 1 from delivery_queue where message_id = $1", messageId)).length === 1;
const lastCharge = async ({ messageId }: Sent) =>
  (
    await world.read(
      "select state, amount from charges where message_id = $1 order by entry desc limit 1",
      messageId,
    )
  )[0];
const failsFor = (sent: Sent, at: number, failure = transient) =>
  told(world, sent, { status: "failed", at, failure }, { retryable: failure === transient });

describe("L5 a failure that passes", () => {
  it("puts the message back into the queue, and the same failure again changes nothing", async () => {
    const sent = await accepted(await startThread(), noon + minuteMs);
    const failed = failsFor(sent, noon + 2 * minuteMs);
    await world.apply(noon + 2 * minuteMs, failed, failed);
    await world.apply(noon + 3 * minuteMs, failed);
    await world.apply(noon + 3 * minuteMs, told(world, sent, { status: "sent", at: noon + minuteMs }));
    expect(await stateOf(sent)).toMatchObject({ status: "queued", reason: null });
    expect(await isQueued(sent)).toBe(true);
  });

  it("is not tried again once the first attempt turns out to have arrived (P4)", async () => {
    const sent = await accepted(await startThread(), noon + minuteMs);
    await world.apply(noon + 2 * minuteMs, failsFor(sent, noon + 2 * minuteMs));
    await world.apply(
      noon + 3 * minuteMs,
      told(world, sent, { status: "delivered", at: noon + 2 * minuteMs }),
    );
    expect(await stateOf(sent)).toMatchObject({ status: "delivered" });
    expect(await isQueued(sent)).toBe(false);
    expect(await lastCharge(sent)).toEqual({ state: "confirmed", amount: 0 });
  });

  it("gives up after three attempts, and shows the id of the newest", async () => {
    const first = await accepted(await startThread(), noon + minuteMs);
    const [second, third] = [again(first), again(first)];
    await world.apply(noon + 2 * minuteMs, failsFor(first, noon + 2 * minuteMs));
    for (const [index, attempt] of [second, third].entries()) {
      const at = noon + (3 + index) * minuteMs;
      await world.apply(at, started(world, attempt, at));
      await world.read("delete from delivery_queue where message_id = $1", first.messageId);
      await world.apply(at, finished(world, attempt, { at }));
      await world.apply(at, failsFor(attempt, at));
    }
    expect(await stateOf(first)).toEqual({ status: "failed", reason: "provider-down", id: third.providerId });
    expect(await isQueued(first)).toBe(false);
  });

  it("that overtakes the answer of its own call takes the queue row from the caller, and stays queued", async () => {
    const recipient = await startThread();
    const sent = nameSent(recipient);
    const at = noon + minuteMs;
    await world.apply(at, submitted(world, sent, { at }), started(world, sent, at));
    await world.read(
      "update delivery_queue set lease_id = $2, leased_until = now() where message_id = $1",
      sent.messageId,
      newId(),
    );
    await world.apply(at, failsFor(sent, at));
    expect(
      await world.read("select lease_id from delivery_queue where message_id = $1", sent.messageId),
    ).toEqual([{ lease_id: null }]);
    await world.apply(at, finished(world, sent, { at }));
    expect(await stateOf(sent)).toMatchObject({ status: "queued" });
  });

  it("R12 of an automatic message is not tried again", async () => {
    const recipient = await startThread();
    const sent = nameSent(recipient);
    const at = noon + minuteMs;
    await world.apply(at, { ...submitted(world, sent, { at }), automatic: true }, started(world, sent, at));
    await world.apply(at, finished(world, sent, { at }), failsFor(sent, at));
    expect(await stateOf(sent)).toMatchObject({ status: "failed" });
  });

  it("L1 taken back while it waited for its next attempt stays expired, whatever is told of the first", async () => {
    const sent = await accepted(await startThread(), noon + minuteMs);
    const failed = failsFor(sent, noon + 2 * minuteMs);
    await world.apply(noon + 2 * minuteMs, failed);
    const { workspaceId } = world;
    const withdrawn: Fact = {
      type: "withdrawn",
      workspaceId,
      messageId: sent.messageId,
      attemptId: null,
      at: noon + dayMs,
      reason: "window",
    };
    await world.apply(noon + dayMs, withdrawn);
    await world.apply(noon + dayMs, failed, told(world, sent, { status: "sent", at: noon + minuteMs }));
    expect(await stateOf(sent)).toMatchObject({ status: "expired", reason: "window" });
    expect(await isQueued(sent)).toBe(false);
    await world.apply(noon + dayMs, told(world, sent, { status: "delivered", at: noon + 3 * minuteMs }));
    expect(await stateOf(sent)).toMatchObject({ status: "delivered" });
  });
});

describe("W9 131047 though our clock says open", () => {
  it("D7 ends as failed(window) with its text kept, is not tried again and closes the window", async () => {
    const recipient = await startThread();
    const sent = await accepted(recipient, noon + minuteMs);
    await world.apply(noon + 2 * minuteMs, failsFor(sent, noon + 2 * minuteMs, refusal));
    expect(await stateOf(sent)).toMatchObject({ status: "failed", reason: "window" });
    expect(await world.read("select text from messages where id = $1", sent.messageId)).toEqual([
      { text: "Sí, cubierto." },
    ]);
    expect(await isQueued(sent)).toBe(false);
    expect(
      await world.read(
        "select refused_attempt_at as at from windows where identity_id = $1",
        recipient.identityId,
      ),
    ).toEqual([{ at: noon + minuteMs }]);
    expect(
      await world.read("select 1 from conversations where identity_id = $1", recipient.identityId),
    ).toEqual([]);
    expect(await lastCharge(sent)).toEqual({ state: "dropped", amount: 0 });
  });
});

describe("L6 a status that nobody can place yet", () => {
  it("waits, once, until an answer names its message", async () => {
    const sent = await call(await startThread(), noon + minuteMs);
    const early = told(world, sent, { status: "delivered", at: noon + 2 * minuteMs }, { attemptId: null });
    await world.apply(noon + 2 * minuteMs, early, early);
    await world.apply(noon + 2 * minuteMs, early);
    expect(
      await world.read("select 1 from parked_statuses where provider_id = $1", sent.providerId),
    ).toHaveLength(1);
    await world.apply(noon + 3 * minuteMs, finished(world, sent, { at: noon + 3 * minuteMs }));
    expect(await stateOf(sent)).toMatchObject({ status: "delivered" });
    expect(await world.read("select 1 from parked_statuses")).toEqual([]);
    expect(
      await world.read("select starts_at as at from conversations where identity_id = $1", sent.identityId),
    ).toEqual([{ at: noon + 2 * minuteMs }]);
  });

  it("is placed too when the answer was lost and a later status carries our id", async () => {
    const sent = await call(await startThread(), noon + minuteMs);
    const outcome = { kind: "unknown", detail: "timeout" } as const;
    await world.apply(noon + 2 * minuteMs, finished(world, sent, { at: noon + 2 * minuteMs, outcome }));
    await world.apply(
      noon + 3 * minuteMs,
      told(world, sent, { status: "read", at: noon + 3 * minuteMs }, { attemptId: null }),
    );
    expect(await stateOf(sent)).toMatchObject({ status: "unknown" });
    await world.apply(noon + 4 * minuteMs, told(world, sent, { status: "sent", at: noon + 2 * minuteMs }));
    expect(await stateOf(sent)).toMatchObject({ status: "read", id: sent.providerId });
  });

  it("never takes the provider's id from the message that has it", async () => {
    const recipient = await startThread();
    const first = await accepted(recipient, noon + minuteMs);
    const second = { ...(await call(recipient, noon + 2 * minuteMs)), providerId: first.providerId };
    await world.apply(noon + 3 * minuteMs, finished(world, second, { at: noon + 3 * minuteMs }));
    expect(await stateOf(first)).toMatchObject({ status: "sent", id: first.providerId });
    expect(await stateOf(second)).toMatchObject({ status: "sent", id: null });
  });
});

describe("§5 what time ends", () => {
  const pass = async (sent: Sent, now: number) => {
    const { workspaceId } = world;
    await world.apply(now, { type: "time-passed", workspaceId, messageId: sent.messageId, at: now });
    return stateOf(sent);
  };
  const overdue = (now: number) =>
    withWorkspaces(world.db, [world.workspaceId], (db) =>
      findOverdue(db, world.workspaceId, { now, most: 100 }),
    );
  const monthAndWeek = 37 * dayMs;

  it("P3 a call without an answer is unknown after more than 5 minutes; its answer still counts when it comes", async () => {
    const at = noon + minuteMs;
    const sent = await call(await startThread(), at);
    expect(await pass(sent, at + 5 * minuteMs)).toMatchObject({ status: "sending" });
    expect(await overdue(at + 5 * minuteMs)).not.toContain(sent.messageId);
    expect(await overdue(at + 5 * minuteMs + 1)).toContain(sent.messageId);
    expect(await pass(sent, at + 5 * minuteMs + 1)).toMatchObject({
      status: "unknown",
      reason: "lost-answer",
    });
    await world.apply(at + 6 * minuteMs, finished(world, sent, { at: at + 6 * minuteMs }));
    expect(await stateOf(sent)).toMatchObject({ status: "sent" });
  });

  it("rank 6: what never arrived expires after 30 days and 7: no conversation and no charge remain; read later, all is back", async () => {
    const at = noon + minuteMs;
    const sent = await accepted(await startThread(), at, "utility");
    const end = at + secondMs + monthAndWeek;
    expect(await pass(sent, end - 1)).toMatchObject({ status: "sent" });
    expect(await lastCharge(sent)).toMatchObject({ state: "estimated" });
    expect(await overdue(end)).toContain(sent.messageId);
    expect(await pass(sent, end)).toMatchObject({ status: "expired", reason: "undelivered" });
    expect(await overdue(end)).not.toContain(sent.messageId);
    expect(await lastCharge(sent)).toEqual({ state: "dropped", amount: 0 });
    expect(await world.read("select 1 from conversations where id = $1", sent.messageId)).toEqual([]);
    await world.apply(end, told(world, sent, { status: "read", at: at + hourMs }));
    expect(await stateOf(sent)).toMatchObject({ status: "read" });
    expect(await lastCharge(sent)).toMatchObject({ state: "confirmed" });
    expect(await world.read("select 1 from conversations where id = $1", sent.messageId)).toHaveLength(1);
  });

  it("an authentication code has 10 minutes and 7 days; what was delivered never expires", async () => {
    const at = noon + minuteMs;
    const recipient = await startThread();
    const code = await accepted(recipient, at, "authentication");
    const delivered = await accepted(recipient, at);
    await world.apply(at + minuteMs, told(world, delivered, { status: "delivered", at: at + minuteMs }));
    const end = at + secondMs + 10 * minuteMs + 7 * dayMs;
    expect(await pass(code, end - 1)).toMatchObject({ status: "sent" });
    expect(await overdue(end)).toContain(code.messageId);
    expect(await pass(code, end)).toMatchObject({ status: "expired" });
    expect(await pass(delivered, at + 400 * dayMs)).toMatchObject({ status: "delivered" });
  });

  it("a mail that was sent stays sent: nobody tells that mails arrive", async () => {
    const at = noon + minuteMs;
    const sent = nameSent(await startThread());
    await world.apply(at, { ...submitted(world, sent, { at }), kind: "email" }, started(world, sent, at));
    await world.apply(at, finished(world, sent, { at }));
    expect(await pass(sent, at + 400 * dayMs)).toMatchObject({ status: "sent" });
    expect(await overdue(at + 400 * dayMs)).not.toContain(sent.messageId);
  });
});

it("a template that got another category while it waited is estimated, and counted, by the new one (§3.3)", async () => {
  const recipient = await startThread();
  const sent = nameSent(recipient);
  const at = noon + minuteMs;
  await world.apply(at, submitted(world, sent, { at, category: "utility" }), {
    ...started(world, sent, at),
    category: "MARKETING",
  } as Fact);
  const [charge] = await world.read<{ category: string; state: string }>(
    "select category, state from charges where message_id = $1",
    sent.messageId,
  );
  expect(charge).toEqual({ category: "marketing", state: "estimated" });
  const [message] = await world.read<{ category: string }>(
    "select category from messages where id = $1",
    sent.messageId,
  );
  expect(message?.category).toBe("marketing");
});
