import { describe, expect, it } from "vitest";
import { conversationCharge } from "./conversation-charge.ts";
import { messageWith } from "./message.fixture.ts";

const charge = {
  amount: "0.020000",
  currency: "USD",
  state: "confirmed" as const,
  category: "utility",
  type: "regular",
  market: "Spain",
  reason: null,
};

describe("the cost of a conversation", () => {
  it("K14 is the sum of the charges of its messages", () => {
    const messages = [messageWith({ charge }), messageWith({ charge }), messageWith({})];
    expect(conversationCharge(messages)).toMatchObject({ amount: "0.040000", state: "confirmed" });
  });

  it("is unknown, never a false zero, when one of them has no rate (M13)", () => {
    const messages = [messageWith({ charge }), messageWith({ charge: { ...charge, amount: null } })];
    expect(conversationCharge(messages)).toMatchObject({ amount: null });
  });

  it("is estimated until all of them are confirmed, and leaves dropped ones out", () => {
    const messages = [
      messageWith({ charge }),
      messageWith({ charge: { ...charge, state: "estimated" } }),
      messageWith({ charge: { ...charge, state: "dropped", amount: "0.000000" } }),
    ];
    expect(conversationCharge(messages)).toMatchObject({ amount: "0.040000", state: "estimated" });
  });

  it("is nothing where nothing is charged (M1)", () => {
    expect(conversationCharge([messageWith({})])).toBeNull();
  });
});
