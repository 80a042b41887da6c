import { describe, expect, it } from "vitest";
import { decideDueText, planText } from "./schedule-text.ts";
import type { SendQuestion } from "./send-rules.ts";
import { dayMs } from "./time.ts";
import { windowStateAt } from "./window.ts";

const open = windowStateAt({ lastCustomerMessageAt: 0, refusedAttemptAt: null }, 1);
const never = windowStateAt(null, 1);

describe("D9 free text for later, when planned", () => {
  it.each([
    ["1 ms before closesAt fits", open, dayMs - 1, { kind: "fits" }],
    ["at closesAt warns", open, dayMs, { kind: "warn", state: "closed", closesAt: dayMs }],
    [
      "without a window warns: she may write until then",
      never,
      5,
      { kind: "warn", state: "never", closesAt: null },
    ],
  ])("%s", (_, window, sendAt, verdict) => {
    expect(planText(window, sendAt)).toEqual(verdict);
  });
});

describe("D9 free text for later, when due", () => {
  const due = (now: number, given: Partial<SendQuestion> = {}): SendQuestion => ({
    kind: "text",
    now,
    window: open,
    template: null,
    recipient: {
      hasWhatsApp: true,
      hasPhone: true,
      hasEmail: false,
      marketingStopped: false,
      marketingCappedUntil: null,
      blocked: false,
    },
    channelState: "connected",
    text: "Buenos días",
    subject: null,
    hasAttachments: false,
    ...given,
  });

  it("goes while the window is open", () => {
    expect(decideDueText(due(dayMs - 1))).toEqual({ kind: "send" });
  });

  it("waits for the agent once it is closed, with the reason", () => {
    expect(decideDueText(due(dayMs))).toEqual({
      kind: "wait-for-agent",
      because: { kind: "refused", reason: "window-closed", state: "closed", closesAt: dayMs },
    });
  });

  it("waits for the agent for any other reason too, never lost", () => {
    expect(decideDueText(due(1, { channelState: "disconnected" }))).toMatchObject({ kind: "wait-for-agent" });
  });
});
