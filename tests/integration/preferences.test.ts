import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addColleague, type Hotel, startHotel } from "../support/start-api.ts";

const chosen = {
  notify: { mine: true, mentions: false, unassigned: false },
  sound: false,
  quietHours: { from: "22:00", to: "07:30" },
  singleKeys: false,
  enterSends: { chat: false, email: true },
};

describe("preferences", () => {
  let hotel: Hotel;

  beforeAll(async () => {
    hotel = await startHotel();
  });
  afterAll(() => hotel.close());

  it("are everything on, without quiet hours, Enter sends all but mails, until somebody chooses", async () => {
    const { status, body } = await hotel.owner("GET", "/preferences");
    expect([status, body]).toEqual([
      200,
      {
        notify: { mine: true, mentions: true, unassigned: true },
        sound: true,
        quietHours: null,
        singleKeys: true,
        enterSends: { chat: true, email: false },
      },
    ]);
  });

  it("are each person's own", async () => {
    const agent = await addColleague(hotel);
    expect((await hotel.owner("PUT", "/preferences", chosen)).body).toEqual(chosen);
    expect((await hotel.owner("GET", "/preferences")).body).toEqual(chosen);
    expect((await agent("GET", "/preferences")).body).toMatchObject({ sound: true, quietHours: null });
    expect((await agent("PUT", "/preferences", { ...chosen, quietHours: null })).status).toBe(200);
    expect((await hotel.owner("GET", "/preferences")).body).toEqual(chosen);
  });

  it.each(["24:00", "7:30", "22:60", "22:00:00", ""])("take no quiet hours from %j", async (from) => {
    const { status, body } = await hotel.owner("PUT", "/preferences", {
      ...chosen,
      quietHours: { from, to: "08:00" },
    });
    expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
  });

  it("are nothing that a key has", async () => {
    const { body } = await hotel.owner("POST", "/api-keys", { name: "k", scopes: ["write"] });
    const key = hotel.as({ authorization: `Bearer ${String(body.key)}` });
    expect((await key("PUT", "/preferences", chosen)).status).toBe(403);
  });
});
