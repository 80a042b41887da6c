import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../support/world.ts";

type ThreadDetail = {
  id: string;
  unread: number;
  unanswered: boolean;
  windows: { channelId: string; state: string; closesAt: string | null }[];
  conversations: { startedBy: string; category: string; startsAt: string; endsAt: string; confirmed: boolean }[];
};
type Message = { direction: string; kind: string; automatic: boolean; text: string | null; status: string };

describe("A: a conversation started by the customer", () => {
  let world: World;
  let threadId = "";

  beforeAll(async () => {
    world = await startWorld();
    world.cloudApi.addCustomer({ waId: "34600900001", name: "María" });
    await world.api.put("/settings/auto-reply", {
      enabled: true,
      text: "Hola, te respondemos en unos minutos.",
      everyHours: 12,
      quietMinutes: 30,
    });
  });
  afterAll(() => world.close());

  const writes = async (when: string, body: string) => {
    world.at(when);
    world.cloudApi.writeAsCustomer("34600900001", { type: "text", text: { body } });
    await world.settle();
  };
  const answers = (when: string, text: string) => {
    world.at(when);
    return world.api.call("POST", `/threads/${threadId}/messages`, {
      kind: "text",
      channelId: world.whatsappChannelId,
      clientId: crypto.randomUUID(),
      text,
    });
  };
  const thread = () => world.api.get<ThreadDetail>(`/threads/${threadId}`);
  const messages = async () => (await world.api.get<{ items: Message[] }>(`/threads/${threadId}/messages`)).items.reverse();

  it("A1 the question opens the window for 24 hours and waits for a person", async () => {
    await writes("10 18:02:00", "¿Hay parking?");
    const { items } = await world.api.get<{ items: { id: string }[] }>("/threads?view=unanswered");
    threadId = items[0]?.id ?? "";
    const { windows, unanswered } = await thread();
    expect(windows).toMatchObject([{ state: "open", closesAt: "2026-03-11T17:02:00.000Z" }]);
    expect(unanswered).toBe(true);
  });

  it("A2 exactly one automatic answer starts a conversation of the customer", async () => {
    const [question, automatic, ...others] = await messages();
    expect(question).toMatchObject({ direction: "in", text: "¿Hay parking?", status: "received" });
    expect(automatic).toMatchObject({ direction: "out", automatic: true, status: "delivered" });
    expect(others).toEqual([]);
    const { conversations, unanswered } = await thread();
    expect(conversations).toMatchObject([{ startedBy: "customer", category: "service", confirmed: true }]);
    expect(conversations[0]?.startsAt.slice(0, 16)).toBe("2026-03-10T17:02");
    expect(conversations[0]?.endsAt.slice(0, 16)).toBe("2026-03-11T17:02");
    expect(unanswered).toBe(true);
  });

  it("A4 the answer joins the conversation, leaves the window alone and answers the thread", async () => {
    const { status } = await answers("10 18:16:00", "Sí, cubierto, 18 € al día.");
    expect(status).toBe(202);
    await world.settle();
    const { conversations, windows, unanswered } = await thread();
    expect(conversations).toHaveLength(1);
    expect(windows).toMatchObject([{ closesAt: "2026-03-11T17:02:00.000Z" }]);
    expect(unanswered).toBe(false);
  });
});
