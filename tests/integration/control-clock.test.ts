import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStream } from "../support/read-stream.ts";
import { type Hotel, startHotel } from "../support/start-api.ts";

describe("the clock of demo and tests", () => {
  let hotel: Hotel;

  let jumped: () => void = () => undefined;

  beforeAll(async () => {
    const control = {
      set: async (now: number) => {
        hotel.clock.now = now;
        jumped();
      },
      onJump: (listener: () => void) => {
        jumped = listener;
        return () => undefined;
      },
    };
    hotel = await startHotel({ clock: control });
  });

  afterAll(() => hotel.close());

  const move = (body: unknown) => hotel.as()("POST", "/control/clock", body);

  it("moves by milliseconds and to a time, both ways, and answers the new one", async () => {
    const { body } = await move({ now: "2026-03-10T18:02:00+01:00" });
    expect(body).toEqual({ now: "2026-03-10T17:02:00.000Z" });
    expect((await move({ advanceMs: 3_600_000 })).body).toEqual({ now: "2026-03-10T18:02:00.000Z" });
    expect((await move({ advanceMs: -7_200_000 })).body).toEqual({ now: "2026-03-10T16:02:00.000Z" });
    expect((await hotel.owner("GET", "/session")).body.now).toBe("2026-03-10T16:02:00.000Z");
  });

  it("tells every screen of a jump, once, whoever made it", async () => {
    const { body } = await hotel.owner("POST", "/api-keys", { name: "stream", scopes: ["read"] });
    const stream = await openStream(`${hotel.url}/api/v1/events`, {
      authorization: `Bearer ${String(body.key)}`,
    });
    await stream.next();
    const { body: moved } = await move({ advanceMs: 60_000 });
    expect(await stream.next()).toMatchObject({ data: { kind: "clock.jumped", now: moved.now } });
    hotel.clock.now += 3_600_000;
    jumped();
    const now = new Date(hotel.clock.now).toISOString();
    expect(await stream.next(), "a jump that the phone made").toMatchObject({
      data: { kind: "clock.jumped", now },
    });
    stream.close();
  });

  it.each([
    {},
    { advanceMs: "1" },
    { now: "tomorrow" },
    { advanceMs: 1e300 },
    { advanceMs: 1, now: "2026-03-10T18:02:00Z" },
  ])("is not moved by %j", async (body) => {
    const before = hotel.clock.now;
    expect((await move(body)).status).toBe(400);
    expect(hotel.clock.now).toBe(before);
  });
});
