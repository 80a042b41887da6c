import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboundMessage, nobody } from "#channels/channel.ts";
import { dayMs, hourMs, minuteMs } from "#domain/time.ts";
import { newId } from "#server/ids.ts";
import type { CustomerFact } from "#server/record/facts.ts";
import {
  finished,
  nameSent,
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
  await world.read(
    `insert into auto_reply_rules (workspace_id, enabled, text, every_hours, quiet_minutes)
     values ($1, false, 'Ahora no estamos.', 12, 30)`,
    world.workspaceId,
  );
});
afterAll(() => world.close());

const noon = Date.parse("2026-03-10T12:00:00+01:00");
let count = 0;
const newWaId = () => {
  count += 1;
  return `34600900${String(count).padStart(3, "0")}`;
};

/** Why the last event got no automatic answer. */
let reasons: string[] = [];

type Event = Partial<Omit<InboundMessage, "sentAt">> & { sentAt: number };

/** Gives one event of a customer to the record, received when it was sent or at `now`. */
async function take(waId: string, { providerId = `wamid.${newId()}`, ...event }: Event, now = event.sentAt) {
  const fact: CustomerFact = { ...wrote(world, { waId }, { providerId, ...event }), receivedAt: now };
  const { unanswered } = await world.apply(now, fact);
  reasons = unanswered.map(({ reason }) => reason);
  return providerId;
}

async function threadOf(waId: string) {
  const [row] = await world.read<{ id: string }>(
    `select t.id, t.unread, t.waiting_since as "waitingSince", t.last_person_at as "lastPersonAt",
       t.last_message->>'text' as shown, t.last_activity_at as "lastActivityAt"
     from threads t join addresses a on a.customer_id = t.customer_id where a.value = $1 limit 1`,
    waId,
  );
  return row;
}
const windowOf = (waId: string) =>
  world.read(
    `select w.last_customer_message_at as at, w.referral_at as "referralAt" from windows w
     join addresses a on a.identity_id = w.identity_id where a.value = $1`,
    waId,
  );
const messagesOf = (waId: string) =>
  world.read(
    `select m.direction, m.kind, m.status, m.text, m.payload, m.sent_at as "sentAt" from messages m
     join threads t on t.id = m.thread_id join addresses a on a.customer_id = t.customer_id
     where a.value = $1 order by m.sent_at, m.seq`,
    waId,
  );
const echo = (sentAt: number, more: Partial<Event> = {}): Event => ({
  event: "echo",
  writtenByUs: { status: null },
  text: "Sí, gratis.",
  sentAt,
  ...more,
});

describe("W7 an echo of the phone app", () => {
  it("is shown as ours, answers the thread and opens nothing: no window, no conversation, no charge", async () => {
    const waId = newWaId();
    await take(waId, { sentAt: noon });
    await take(waId, echo(noon + minuteMs));
    expect(await messagesOf(waId)).toMatchObject([
      { direction: "in" },
      { direction: "out", status: "sent", payload: { phoneApp: true } },
    ]);
    expect(await threadOf(waId)).toMatchObject({
      waitingSince: null,
      lastPersonAt: noon + minuteMs,
      unread: 1,
    });
    expect(await windowOf(waId)).toEqual([{ at: noon, referralAt: null }]);
    expect(await world.read("select 1 from conversations")).toEqual([]);
    expect(await world.read("select 1 from charges")).toEqual([]);
  });

  it("to somebody who never wrote makes a card with no window, and is no word of theirs", async () => {
    const waId = newWaId();
    await take(waId, echo(noon));
    expect(await windowOf(waId)).toEqual([]);
    expect(
      await world.read(
        `select i.last_inbound_at as at from identities i join addresses a on a.identity_id = i.id where a.value = $1`,
        waId,
      ),
    ).toEqual([{ at: null }]);
  });

  it("R8 counts as a person: no automatic message in the half hour after it", async () => {
    const waId = newWaId();
    await world.read("update auto_reply_rules set enabled = true");
    await take(waId, echo(noon));
    await take(waId, { sentAt: noon + 29 * minuteMs });
    expect(await messagesOf(waId)).toHaveLength(2);
    expect(reasons).toEqual(["agent-active"]);
    await take(waId, { sentAt: noon + 30 * minuteMs });
    expect(await messagesOf(waId)).toHaveLength(4);
    await world.read("update auto_reply_rules set enabled = false");
  });

  it("of an edited message does not answer", async () => {
    const waId = newWaId();
    await take(waId, { sentAt: noon });
    await take(waId, echo(noon + minuteMs, { kind: "edit" }));
    expect(await threadOf(waId)).toMatchObject({ waitingSince: noon });
  });
});

describe("W6 a change of a message", () => {
  it("an edit is shown and asks for an answer, a revocation is only shown; neither moves the window", async () => {
    const waId = newWaId();
    const id = await take(waId, { sentAt: noon });
    await take(waId, echo(noon + minuteMs));
    const later = noon + hourMs;
    await take(waId, { sentAt: later, event: "revoke", kind: "revoke", text: null, payload: { revoke: id } });
    expect(await threadOf(waId)).toMatchObject({ waitingSince: null, unread: 1 });
    await take(waId, { sentAt: later, event: "edit", kind: "edit", text: "¿Y cuna?", payload: { edit: id } });
    expect(await threadOf(waId)).toMatchObject({ waitingSince: later, unread: 2, shown: "¿Y cuna?" });
    expect(await windowOf(waId)).toEqual([{ at: noon, referralAt: null }]);
  });
});

describe("W7 imported history", () => {
  it("keeps its own times, however old, shows who wrote, and makes nobody wait", async () => {
    const waId = newWaId();
    const old = noon - 90 * dayMs;
    const past = { event: "history", kind: "text" } as const;
    await take(waId, { ...past, sentAt: old, text: "¿Tenéis sitio?" }, noon);
    await take(
      waId,
      { ...past, sentAt: old + minuteMs, text: "Claro", writtenByUs: { status: "read" } },
      noon,
    );
    await take(
      waId,
      { ...past, sentAt: old + hourMs, text: "Vale", writtenByUs: { status: "pending" } },
      noon,
    );
    expect(await messagesOf(waId)).toMatchObject([
      { direction: "in", status: "received", sentAt: old },
      { direction: "out", status: "read", sentAt: old + minuteMs },
      { direction: "out", status: "sent", sentAt: old + hourMs },
    ]);
    expect(await threadOf(waId)).toMatchObject({
      unread: 0,
      waitingSince: null,
      lastPersonAt: null,
      lastActivityAt: old + hourMs,
    });
    expect(await windowOf(waId)).toEqual([]);
  });

  it("F2 of what we sent ourselves adds nothing and is no changed copy; another text of the customer is one", async () => {
    const waId = newWaId();
    const id = await take(waId, { sentAt: noon });
    const sent = nameSent(await world.find(id));
    await world.apply(
      noon,
      submitted(world, sent, { at: noon, category: "utility" }),
      started(world, sent, noon),
    );
    await world.apply(noon, finished(world, sent, { at: noon }));
    const past = { event: "history", sentAt: noon } as const;
    const copy = wrote(
      world,
      { waId },
      { ...past, providerId: sent.providerId, writtenByUs: { status: "read" } },
    );
    const changed = wrote(world, { waId }, { ...past, providerId: id, text: "¿Hay piscina?" });
    const { problems } = await world.apply(noon, copy, changed);
    expect(problems).toEqual([{ journalId: changed.journalId, reason: "changed-copy", detail: id }]);
    expect(await messagesOf(waId)).toHaveLength(2);
  });

  it("of a message from before the number was connected is an echo without effect", async () => {
    const waId = newWaId();
    await take(waId, { sentAt: noon });
    await take(waId, echo(Date.parse("2024-12-31T12:00:00Z")), Date.parse("2025-01-01T00:00:01Z"));
    expect(await messagesOf(waId)).toMatchObject([{ direction: "out" }, { direction: "in" }]);
    expect(await threadOf(waId)).toMatchObject({ waitingSince: noon });
  });
});

describe("a wish about marketing", () => {
  const stoppedAt = async (waId: string) => {
    const [row] = await world.read<{ at: number | null }>(
      `select c.marketing_stopped_at as at from customers c join addresses a on a.customer_id = c.id
       where a.value = $1`,
      waId,
    );
    return row?.at;
  };
  const wish = (marketing: "stop" | "resume", sentAt: number): Event => ({
    event: "preference",
    kind: "preference",
    text: "User preference",
    marketing,
    sentAt,
  });

  it("W7 is a line of the thread, opens nothing, and the newest one counts in whatever order they come", async () => {
    const waId = newWaId();
    await take(waId, wish("resume", noon + hourMs));
    await take(waId, wish("stop", noon), noon + hourMs);
    expect(await stoppedAt(waId)).toBeNull();
    await take(waId, wish("stop", noon + 2 * hourMs));
    expect(await stoppedAt(waId)).toBe(noon + 2 * hourMs);
    expect(await messagesOf(waId)).toMatchObject([
      { kind: "system", text: null, payload: { line: "marketing-stopped" } },
      { kind: "system", payload: { line: "marketing-resumed" } },
      { kind: "system", payload: { line: "marketing-stopped" } },
    ]);
    expect(await threadOf(waId)).toMatchObject({ unread: 0, waitingSince: null });
    expect(await windowOf(waId)).toEqual([]);
  });

  it("R6 a word such as BAJA stops it too, and gets no automatic message", async () => {
    const waId = newWaId();
    await world.read("update auto_reply_rules set enabled = true");
    await take(waId, { sentAt: noon, text: "Baja" });
    expect(reasons).toEqual(["blocked"]);
    await world.read("update auto_reply_rules set enabled = false");
    expect(await stoppedAt(waId)).toBe(noon);
    expect(await messagesOf(waId)).toHaveLength(1);
    expect(await threadOf(waId)).toMatchObject({ unread: 1, waitingSince: noon });
  });
});

describe("R12, R13 the automatic message", () => {
  it("is one for an album, marked with what caused it, and does not answer", async () => {
    const waId = newWaId();
    await world.read("update auto_reply_rules set enabled = true");
    const photos = ["a", "b", "c"].map((name) =>
      wrote(
        world,
        { waId },
        { providerId: `wamid.album.${name}`, sentAt: noon, event: "media", kind: "image" },
      ),
    );
    await world.apply(noon, ...photos);
    await world.read("update auto_reply_rules set enabled = false");
    const first = await world.find("wamid.album.a");
    expect(
      await world.read(
        `select automatic, cause_id as "causeId", status from messages where thread_id = $1 and direction = 'out'`,
        first.threadId,
      ),
    ).toEqual([{ automatic: true, causeId: first.messageId, status: "queued" }]);
    expect(await threadOf(waId)).toMatchObject({ unread: 3, waitingSince: noon });
  });
});

describe("M10 a customer who came from an ad", () => {
  it("makes our first answer within 24 hours free, and what is sent in the 72 hours after it arrived", async () => {
    const waId = newWaId();
    const october = Date.parse("2026-10-10T12:00:00+02:00");
    const id = await take(waId, { sentAt: october, cameFromAd: true });
    expect(await windowOf(waId)).toEqual([{ at: october, referralAt: october }]);
    const recipient = await world.find(id);
    const charge = async (at: number) => {
      const sent = nameSent(recipient);
      await world.apply(at, submitted(world, sent, { at, category: "marketing" }), started(world, sent, at));
      await world.apply(at + 1000, finished(world, sent, { at: at + 1000 }));
      await world.apply(at + 2000, told(world, sent, { status: "delivered", at: at + 2000 }));
      const rows = await world.read(
        "select pricing_type as type, amount from charges where message_id = $1 order by entry desc limit 1",
        sent.messageId,
      );
      return rows[0];
    };
    expect(await charge(october + hourMs)).toEqual({ type: "free_entry_point", amount: 0 });
    expect(await charge(october + 72 * hourMs)).toEqual({ type: "free_entry_point", amount: 0 });
    expect(await charge(october + 74 * hourMs)).toEqual({ type: "regular", amount: 70_700 });
  });
});

describe("W3, W4 a reaction", () => {
  it("the newest one of a person counts, in whatever order they come and however often", async () => {
    const waId = newWaId();
    const id = await take(waId, { sentAt: noon });
    const react = (emoji: string | null, sentAt: number): CustomerFact => ({
      type: "customer",
      workspaceId: world.workspaceId,
      channelId: world.channelId,
      receivedAt: noon + hourMs,
      journalId: newId(),
      inbound: {
        type: "reaction",
        channelRef: "1000",
        providerId: `wamid.reaction.${sentAt}`,
        sender: { ...nobody, waId },
        sentAt,
        targetProviderId: id,
        emoji,
      },
    });
    const heart = react("❤️", noon + 2 * minuteMs);
    const thumb = react("👍", noon + minuteMs);
    const off = react(null, noon + 3 * minuteMs);
    const shown = () =>
      world.read(
        "select emoji from reactions r join messages m on m.id = r.message_id where m.provider_id = $1",
        id,
      );
    await world.apply(noon + hourMs, heart);
    await world.apply(noon + hourMs, thumb);
    expect(await shown()).toEqual([{ emoji: "❤️" }]);
    await world.apply(noon + hourMs, off, heart);
    await world.apply(noon + hourMs, heart);
    expect(await shown()).toEqual([{ emoji: "" }]);
    expect(await windowOf(waId)).toEqual([{ at: noon + 2 * minuteMs, referralAt: null }]);
    expect(await threadOf(waId)).toMatchObject({ unread: 1 });
  });
});
