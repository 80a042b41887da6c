import { describe, expect, it } from "vitest";
import { decideMailIdentity } from "./mail-identity.ts";

describe("N13 whose mail is it", () => {
  it.each([
    [
      "known sender",
      "c1",
      null,
      { kind: "known", customerId: "c1", answersMessageId: null, elsewhere: false },
    ],
    [
      "C3 known sender answers in the own thread",
      "c1",
      { customerId: "c1", messageId: "m1" },
      { kind: "known", customerId: "c1", answersMessageId: "m1", elsewhere: false },
    ],
    [
      "a sender known as another customer: that customer's thread, with a link to the mail it answers",
      "c2",
      { customerId: "c1", messageId: "m1" },
      { kind: "known", customerId: "c2", answersMessageId: "m1", elsewhere: true },
    ],
    [
      "C3 unknown sender with our Message-ID or reply token: that thread, marked, link offered",
      null,
      { customerId: "c1", messageId: "m1" },
      { kind: "other-address", customerId: "c1", answersMessageId: "m1" },
    ],
    ["unknown sender, whatever the subject: a new customer", null, null, { kind: "new" }],
  ])("%s", (_, senderCustomerId, answered, expected) => {
    expect(decideMailIdentity({ senderCustomerId, answered })).toEqual(expected);
  });
});
