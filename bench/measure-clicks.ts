import { hotel } from "../scripts/demo/hotel.ts";
import { eventually } from "../tests/support/eventually.ts";
import type { BenchRun } from "./bench-run.ts";
import type { Measured } from "./goals.ts";
import { atPace } from "./pace.ts";
import { quantile } from "./quantile.ts";
import { type HotelStand, withHotel } from "./stand-hotel.ts";

const perSecond = 20;
const warmUp = 40;
const count = 340;

/** G7: from an agent's click (the request that sends a text) to the call at the provider, each to another customer. */
export async function measureClicks(run: BenchRun): Promise<Measured[]> {
  const times = await withHotel(run, (stand) => sendAndWatch(stand, run.signal));
  return [
    { id: "G7 p50", value: quantile(times, 0.5) },
    { id: "G7 p99", value: quantile(times, 0.99) },
  ];
}

async function sendAndWatch(stand: HotelStand, signal: AbortSignal): Promise<number[]> {
  const threadIds = await openWindows(stand);
  const clickedAt = new Map<string, number>();
  await atPace({ perSecond, count, signal }, async (index) => {
    const text = `Sí, te esperamos. Habitación ${index}.`;
    const body = { kind: "text", channelId: stand.whatsappChannelId, clientId: crypto.randomUUID(), text };
    // The simulator's clock, which stamps the call, is this process's too.
    clickedAt.set(text, Date.now());
    await stand.api.post(`/threads/${threadIds[index] ?? ""}/messages`, body);
  });
  const calls = () =>
    stand.cloudApi
      .calls()
      .map(({ at, body }) => ({ at, text: (body as { text?: { body?: string } }).text?.body ?? "" }))
      .filter(({ text }) => clickedAt.has(text));
  await eventually(() => calls().length === count, { what: "every text reached the provider once" });
  const called = new Map(calls().map(({ at, text }) => [text, Date.parse(at)]));
  return [...clickedAt].slice(warmUp).map(([text, at]) => (called.get(text) ?? Number.NaN) - at);
}

/** Every customer writes once, so that free text may be sent; answers their threads. */
async function openWindows({ cloudApi, owner }: HotelStand): Promise<string[]> {
  const { phoneNumberId } = hotel;
  for (let index = 0; index < count; index += 1) {
    const waId = `34600900${String(index).padStart(3, "0")}`;
    cloudApi.addCustomer({ waId, name: `Cliente ${index}` });
    cloudApi.writeAsCustomer(waId, { type: "text", text: { body: "¿Está lista?" }, phoneNumberId });
  }
  await cloudApi.settled();
  const { rows } = await owner.query<{ id: string }>("select id from threads");
  if (rows.length !== count) {
    throw new Error(`${count} customers wrote, there are ${rows.length} threads`);
  }
  return rows.map(({ id }) => id);
}
