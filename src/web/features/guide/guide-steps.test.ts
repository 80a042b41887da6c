import { describe, expect, it } from "vitest";
import { findDoneSteps } from "./guide-steps.ts";

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const item = (direction: "in" | "out", kind: string, minute: number, more: object = {}) => ({
  direction,
  kind,
  automatic: false,
  status: direction === "in" ? ("received" as const) : ("sent" as const),
  receivedAt: at(minute),
  ...more,
});
const question = item("in", "text", 10);
const automatic = item("out", "text", 10, { automatic: true });
const answer = item("out", "text", 24);
const template = item("out", "template", 2_000);
const thanks = item("in", "text", 2_005);
const mail = item("out", "email", 2_010);
const open = { startedAt: 10 * 60_000, isWindowClosed: false };
const closed = { ...open, isWindowClosed: true };

describe("the guide's steps tick themselves off", () => {
  it.each([
    ["nothing yet", [], open, []],
    ["what was before the start does not count", [item("in", "text", 9)], open, []],
    ["a mail does not begin the story", [item("in", "email", 11)], open, []],
    ["the customer wrote", [question], open, ["wrote"]],
    ["a closed window alone is no step", [question], closed, ["wrote"]],
    ["the automatic reply", [question, automatic], open, ["wrote", "automatic"]],
    [
      "the answer; an automatic reply that never came is overtaken",
      [question, answer],
      open,
      ["wrote", "automatic", "answered"],
    ],
    ["a failed answer is none", [question, { ...answer, status: "failed" as const }], open, ["wrote"]],
    [
      "the window closed",
      [question, automatic, answer],
      closed,
      ["wrote", "automatic", "answered", "closed"],
    ],
    [
      "the template",
      [question, answer, template],
      closed,
      ["wrote", "automatic", "answered", "closed", "template"],
    ],
    [
      "her thanks, with the window open again",
      [question, answer, template, thanks],
      open,
      ["wrote", "automatic", "answered", "closed", "template", "thanks"],
    ],
    [
      "all",
      [question, automatic, answer, template, thanks, mail],
      open,
      ["wrote", "automatic", "answered", "closed", "template", "thanks", "email"],
    ],
  ])("%s", (_, messages, now, steps) => {
    expect(findDoneSteps(messages, now)).toEqual(steps);
  });
});
