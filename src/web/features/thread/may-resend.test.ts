import { describe, expect, it } from "vitest";
import type { Message } from "#contract/messages.ts";
import { hourMs } from "#domain/time.ts";
import type { WindowState } from "#domain/window.ts";
import { mayResend } from "./may-resend.ts";
import { messageWith } from "./message.fixture.ts";

const now = Date.parse("2026-03-10T18:00:00.000Z");
const open: WindowState = { state: "open", closesAt: now + hourMs, lastCustomerMessageAt: now - 23 * hourMs };
const refused: WindowState = {
  state: "closed",
  closedBy: "provider",
  closesAt: now + hourMs,
  lastCustomerMessageAt: now - 23 * hourMs,
};
const over: WindowState = { ...refused, closedBy: "time", closesAt: now };

function failed(reason: string, part: Partial<Message> = {}): Message {
  return messageWith({
    direction: "out",
    status: "failed",
    error: { code: "X", reason, providerCode: null },
    ...part,
  });
}

function asked(message: Message, window: WindowState = open, messages: Message[] = [message]): boolean {
  return mayResend({ message, window, now, messages });
}

describe("send again", () => {
  it("is offered for a failure that may pass, while the window is open", () => {
    expect(asked(failed("connection"))).toBe(true);
    expect(asked(failed("connection"), over)).toBe(false);
  });

  it("waits for the end of WhatsApp's cap on marketing (131049)", () => {
    const cappedUntil = (retryAt: string) =>
      failed("marketing-cap", {
        kind: "template",
        error: { code: "X", reason: "marketing-cap", providerCode: "131049", retryAt },
      });
    expect(asked(cappedUntil("2026-03-10T18:00:00.001Z"))).toBe(false);
    expect(asked(cappedUntil("2026-03-10T18:00:00.000Z"))).toBe(true);
  });

  it("is offered for an unconfirmed message, never for one on its way or arrived", () => {
    expect(asked(messageWith({ direction: "out", status: "unknown" }))).toBe(true);
    for (const status of ["queued", "sending", "sent", "delivered", "read"] as const) {
      expect(asked(messageWith({ direction: "out", status }))).toBe(false);
    }
  });

  it("R12 is never offered for an automatic reply", () => {
    expect(asked(failed("connection", { automatic: true }))).toBe(false);
  });

  it("W9 is offered once after WhatsApp refused although our clock said open", () => {
    const first = failed("window");
    const second = failed("window");
    expect(asked(first, refused)).toBe(true);
    expect(asked(second, refused, [first, second])).toBe(false);
    expect(asked(first, over)).toBe(false);
  });

  it("is no longer offered once the same was sent again", () => {
    const first = failed("connection");
    const again = messageWith({ direction: "out", sentAt: "2026-03-10T17:30:00.000Z" });
    expect(asked(first, open, [first, again])).toBe(false);
    expect(asked(first, open, [first, { ...again, status: "failed" }])).toBe(true);
  });

  it.each(["image", "audio", "location", "contacts", "interactive"])(
    "is offered for a failed %s, as for a text",
    (kind) => {
      expect(asked(failed("media", { kind }))).toBe(true);
      expect(asked(failed("media", { kind }), over)).toBe(false);
    },
  );

  it("takes two pictures, or two places, for the same only if they are", () => {
    const file = { id: "a", name: "a.png", type: "image/png", size: 10, url: null, state: "stored" as const };
    const later = { direction: "out", sentAt: "2026-03-10T17:30:00.000Z", text: null } as const;
    const picture = failed("connection", { kind: "image", text: null, attachments: [file] });
    const other = messageWith({ ...later, kind: "image", attachments: [{ ...file, name: "b.png" }] });
    expect(asked(picture, open, [picture, other])).toBe(true);
    expect(asked(picture, open, [picture, { ...other, attachments: [{ ...file, id: "b" }] }])).toBe(false);
    const place = failed("connection", {
      kind: "location",
      text: null,
      payload: { location: { latitude: 1 } },
    });
    const elsewhere = messageWith({ ...later, kind: "location", payload: { location: { latitude: 2 } } });
    expect(asked(place, open, [place, elsewhere])).toBe(true);
    expect(asked(place, open, [place, { ...elsewhere, payload: place.payload }])).toBe(false);
  });

  it("is offered for templates and e-mails without a window", () => {
    expect(asked(failed("throughput", { kind: "template" }), over)).toBe(true);
    expect(asked(failed("mailbox-full", { kind: "email" }), { state: "never" })).toBe(true);
  });

  it("is not offered where the same message would fail again", () => {
    expect(asked(failed("marketing-stopped", { kind: "template" }))).toBe(false);
    expect(asked(failed("mailbox-unknown", { kind: "email" }))).toBe(false);
  });
});
