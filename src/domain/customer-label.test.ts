import { describe, expect, it } from "vitest";
import { labelOfUnnamed } from "./customer-label.ts";

const all = {
  phone: "+34600900001",
  email: "ana@example.com",
  username: "ana.prats",
  account: "ES.1349120865530274",
};

describe("a customer without a name is called by", () => {
  it.each([
    [{}, "+34600900001"],
    [{ phone: null }, "ana@example.com"],
    [{ phone: null, email: null }, "@ana.prats"],
    // Never a phone: six signs of an id are none.
    [{ phone: null, email: null, username: null }, "…530274"],
    [{ phone: null, email: null, username: null, account: null }, null],
  ])("what is known: %o", (missing, label) => {
    expect(labelOfUnnamed({ ...all, ...missing })).toBe(label);
  });
});
