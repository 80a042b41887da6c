import { expect, it } from "vitest";
import { GraphCallError } from "./require-answer.ts";

it("S12 the message of an error says our reason and Meta's code, not Meta's words, which may name a customer", () => {
  const failure = {
    reason: "recipient-not-allowed",
    code: "131030",
    detail: "+34600900123 is not allowed",
  } as const;
  const error = new GraphCallError(failure);
  expect(error.message).toBe("recipient-not-allowed (131030)");
  expect(error.failure.detail).toBe(failure.detail);
});
