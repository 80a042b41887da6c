import { describe, expect, it } from "vitest";
import type { ConversationView } from "#contract/threads.ts";
import { buildRows } from "./build-rows.ts";
import { messageWith } from "./message.fixture.ts";

const thread = { conversations: [], timeZone: "Europe/Madrid", firstUnread: null };

function kindsOf(rows: ReturnType<typeof buildRows>): string[] {
  return rows.map(({ kind }) => kind);
}

describe("the lines of a thread", () => {
  it("begin a new day by the workspace's calendar", () => {
    const messages = [
      messageWith({ sentAt: "2026-03-10T22:59:00.000Z" }),
      messageWith({ sentAt: "2026-03-10T23:01:00.000Z" }),
    ];
    expect(kindsOf(buildRows({ ...thread, messages }))).toEqual(["day", "message", "day", "message"]);
  });

  it("A2 show a conversation before the message that opened it, not before the customer's question", () => {
    const question = messageWith({});
    const answer = messageWith({ direction: "out", automatic: true, conversationId: "x" });
    const conversation: ConversationView = {
      id: "x",
      channelId: "c",
      identityId: "i",
      startedBy: "customer",
      category: "service",
      startsAt: answer.sentAt,
      endsAt: "2026-03-11T17:02:00.000Z",
      confirmed: true,
    };
    const rows = buildRows({ ...thread, messages: [question, answer], conversations: [conversation] });
    expect(kindsOf(rows)).toEqual(["day", "message", "conversation", "message"]);
  });

  it("show two conversations that run beside each other (K6)", () => {
    const conversation = (id: string): ConversationView => ({
      id,
      channelId: "c",
      identityId: "i",
      startedBy: "business",
      category: id,
      startsAt: "2026-03-10T17:02:00.000Z",
      endsAt: "2026-03-11T17:02:00.000Z",
      confirmed: true,
    });
    const messages = ["marketing", "utility"].map((conversationId) =>
      messageWith({ direction: "out", kind: "template", conversationId }),
    );
    const rows = buildRows({
      ...thread,
      messages,
      conversations: [conversation("marketing"), conversation("utility")],
    });
    expect(kindsOf(rows)).toEqual(["day", "conversation", "message", "conversation", "message"]);
  });

  it("mark the first unread message", () => {
    const [first, second] = [messageWith({}), messageWith({})];
    const rows = buildRows({
      ...thread,
      messages: [first, second],
      firstUnread: { key: second.id, count: 1 },
    });
    expect(kindsOf(rows)).toEqual(["day", "message", "unread", "message"]);
  });

  it("group what one side writes within five minutes", () => {
    const messages = ["17:00:00", "17:04:59", "17:09:59"].map((clock) =>
      messageWith({ sentAt: `2026-03-10T${clock}.000Z` }),
    );
    const rows = buildRows({ ...thread, messages });
    expect(rows.flatMap((row) => (row.kind === "message" ? [row.continues] : []))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("keep the key of a message when the server has accepted it", () => {
    const waiting = messageWith({ id: "client-1", clientId: "client-1", direction: "out" });
    const accepted = messageWith({ id: "server-1", clientId: "client-1", direction: "out" });
    const keyOf = (message: typeof waiting): string | undefined =>
      buildRows({ ...thread, messages: [message] }).at(-1)?.key;
    expect(keyOf(accepted)).toBe(keyOf(waiting));
  });
});
