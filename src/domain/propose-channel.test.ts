import { describe, expect, it } from "vitest";
import { type ChannelChoice, proposeChannel } from "./propose-channel.ts";

const whatsApp = (hasOpenWindow: boolean): ChannelChoice => ({ channelId: "whatsapp", hasOpenWindow });
const email: ChannelChoice = { channelId: "email", hasOpenWindow: false };

describe("which channel the composer starts with", () => {
  it.each<[string, ChannelChoice[], string | null, string | null]>([
    [
      "C5 the window is open and the customer wrote there last",
      [email, whatsApp(true)],
      "whatsapp",
      "whatsapp",
    ],
    [
      "C4 the window is open but the customer's last message was a mail",
      [whatsApp(true), email],
      "email",
      "email",
    ],
    [
      "the window is closed: the channel that the customer used last, with its ways on",
      [email, whatsApp(false)],
      "whatsapp",
      "whatsapp",
    ],
    ["a window was opened without a message (a reaction)", [email, whatsApp(true)], null, "whatsapp"],
    ["the customer never wrote", [whatsApp(false), email], null, "whatsapp"],
    ["the last used one is gone", [email], "whatsapp", "email"],
    ["there is none", [], null, null],
  ])("%s", (_, choices, last, proposed) => {
    expect(proposeChannel(choices, last)).toBe(proposed);
  });
});
