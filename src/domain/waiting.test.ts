import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asksForAnswer,
  findWaiting,
  isAnswer,
  isLostWindow,
  nextWaiting,
  type ThreadItem,
} from "./waiting.ts";
import type { CustomerEventKind } from "./window.ts";

const customer = (seq: number, kind: CustomerEventKind = "text"): ThreadItem => ({
  by: "customer",
  seq,
  kind,
});
type BusinessKind = Extract<ThreadItem, { by: "business" }>["kind"];
const person = (seq: number, kind: BusinessKind = "free-text"): ThreadItem => ({
  by: "business",
  seq,
  kind,
  isAutomatic: false,
});
const automatic = (seq: number): ThreadItem => ({
  by: "business",
  seq,
  kind: "free-text",
  isAutomatic: true,
});

describe("what answers a customer", () => {
  it.each<[BusinessKind, boolean]>([
    ["free-text", true],
    ["template", true],
    ["email", true],
    ["echo", true],
    ["note", false],
  ])("a person's %s: %s", (kind, answers) => {
    expect(isAnswer(person(1, kind))).toBe(answers);
  });

  it("R12 an automatic message answers nothing", () => {
    expect(isAnswer(automatic(1))).toBe(false);
  });
});

describe("a thread waits from the first event that asks since the last answer of a person", () => {
  it.each<[string, ThreadItem[], number | null]>([
    ["nothing yet", [], null],
    ["A1 the customer wrote", [customer(1)], 1],
    ["A2 an automatic answer is no answer", [customer(1), automatic(2)], 1],
    ["A4 a person answered", [customer(1), automatic(2), person(3)], null],
    ["A5 the customer wrote again", [customer(1), person(2), customer(3), customer(4)], 3],
    ["a note is no answer", [customer(1), person(2, "note")], 1],
    ["C2 a mail answers a WhatsApp message", [customer(1), person(2, "email")], null],
    ["C3 a mail of the customer asks", [person(1, "email"), customer(2, "email")], 2],
    ["W3 a reaction asks for nothing", [person(1), customer(2, "reaction")], null],
    ["W5 a missed call asks", [customer(1, "call")], 1],
    ["W5 opening the chat asks for nothing", [customer(1, "welcome")], null],
    [
      "W6 an edited message asks, a deleted one does not",
      [person(1), customer(2, "revoke"), customer(3, "edit")],
      3,
    ],
    ["W7 an answer from the phone app counts", [customer(1), person(2, "echo")], null],
    ["W8 a late older message asks: receipt counts, not sending", [customer(1), person(2), customer(3)], 3],
  ])("%s", (_, items, waitingSeq) => {
    expect(findWaiting(items)?.seq ?? null).toBe(waitingSeq);
    expect(findWaiting(items.toReversed())?.seq ?? null).toBe(waitingSeq);
  });

  it("going on item by item gives the same as looking at the whole thread", () => {
    const item = fc.constantFrom(customer, person, automatic);
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (makers) => {
        const items = makers.map((make, index) => make(index + 1));
        const lastAnswer = items.findLast(isAnswer)?.seq ?? 0;
        const expected = items.find((each) => asksForAnswer(each) && each.seq > lastAnswer) ?? null;
        expect(items.reduce<ThreadItem | null>(nextWaiting, null)).toEqual(expected);
        expect(findWaiting(items)).toEqual(expected);
      }),
    );
  });
});

describe("D10 a window is lost when it closes while its customer waits for an answer", () => {
  it.each<[string, number, number | null, number | null, boolean]>([
    ["1 ms before it closes", 999, 5, null, false],
    ["exactly when it closes", 1_000, 5, null, true],
    ["answered after the last question", 1_000, 5, 6, false],
    ["answered only before the last question", 1_000, 5, 4, true],
    ["nobody asked (a reaction opened it)", 1_000, null, null, false],
  ])("%s", (_, now, askedSeq, answeredSeq, lost) => {
    expect(isLostWindow({ closesAt: 1_000, askedSeq, answeredSeq }, now)).toBe(lost);
  });
});
