import { describe, expect, it } from "vitest";
import { assignInbound, causeOf } from "./assign-inbound.ts";
import type { Category, Conversation } from "./conversation.ts";
import { dayMs } from "./time.ts";

const conversation = (id: string, category: Category, startsAt: number, messageIds = [id]): Conversation => ({
  id,
  category,
  startedBy: "customer",
  startsAt,
  endsAt: startsAt + dayMs,
  provisional: false,
  messageIds,
});
const service = conversation("S", "service", 1_000);
const utility = conversation("U", "utility", 5_000, ["U", "U2"]);
const marketing = conversation("M", "marketing", 7_000);

describe("K9 in which conversation a customer message is listed", () => {
  const now = 9_000;
  it.each<[string, Conversation[], number, string | null, string | null]>([
    ["none runs", [], now, null, null],
    ["as K7: service, though another started later", [service, marketing], now, null, "S"],
    ["as K8: the one that started last", [utility, marketing], now, null, "M"],
    ["the one of the message that it quotes", [service, utility, marketing], now, "U2", "U"],
    ["the one whose button it taps, which opened it", [service, utility], now, "U", "U"],
    ["a quoted message of no conversation: as if none were quoted", [service, utility], now, "X", "S"],
    ["1 ms before the start", [utility], 4_999, null, null],
    ["at the start", [utility], 5_000, null, "U"],
    ["1 ms before the end", [utility], 4_999 + dayMs, null, "U"],
    ["at the end", [utility], 5_000 + dayMs, null, null],
    ["the quoted one has ended: as K7", [service, { ...utility, endsAt: 8_000 }], now, "U2", "S"],
  ])("%s", (_, conversations, sentAt, refersTo, id) => {
    expect(assignInbound({ sentAt, refersTo }, conversations)).toBe(id);
  });
});

describe("K9 the cause of a conversation", () => {
  const inbound = (id: string, sentAt: number, conversationId: string | null = null) => ({
    id,
    sentAt,
    conversationId,
  });
  it.each<[string, Parameters<typeof causeOf>[1], string | null]>([
    [
      "A2 the last message before the opener that was in none",
      [inbound("i1", 100), inbound("i2", 900)],
      "i2",
    ],
    ["whatever the order given", [inbound("i2", 900), inbound("i1", 100)], "i2"],
    ["of one second the later one", [inbound("i1", 900), inbound("i2", 900)], "i2"],
    ["one of the opener's own moment, listed in it", [inbound("i1", 1_000, "S")], "i1"],
    ["not one of the conversation itself", [inbound("i1", 1_001, "S")], null],
    ["A7 not one that belonged to another conversation", [inbound("i1", 900, "before")], null],
    ["not a later one", [inbound("i1", 1_001)], null],
    ["none at all", [], null],
  ])("%s", (_, inbounds, id) => {
    expect(causeOf(service, inbounds)).toBe(id);
  });

  it("what the business began has no cause, however old the customer's last message is", () => {
    expect(causeOf({ ...service, startedBy: "business" }, [inbound("i1", 100)])).toBeNull();
  });
});
