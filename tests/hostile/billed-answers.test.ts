import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendAndDeliver } from "../support/charged-message.ts";
import { addNumber, type Hotel, startHotel } from "../support/start-api.ts";

const secondsAt = (text: string) => Date.parse(text) / 1_000;
/** What Meta billed on 28 March 2026 in Madrid. */
const point = (parts: object = {}) => ({
  start: secondsAt("2026-03-28T00:00:00+01:00"),
  end: secondsAt("2026-03-29T00:00:00+01:00"),
  country: "ES",
  pricing_type: "REGULAR",
  pricing_category: "UTILITY",
  tier: "0:MAX",
  volume: 1,
  cost: 0.02,
  ...parts,
});
const bill = (...points: unknown[]) => ({
  pricing_analytics: { data: [{ data_points: points }] },
  id: "2000",
});

describe("a bill of WhatsApp's", () => {
  let hotel: Hotel;
  let graph: Server;
  let answer: unknown;

  beforeAll(async () => {
    graph = createServer((request, response) => {
      const { url = "" } = request;
      const terms = {
        currency: "USD",
        timezone_id: "Europe/Madrid",
        display_phone_number: "+34 600 900 900",
      };
      const body = url.includes("pricing_analytics") ? answer : terms;
      response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => graph.listen(0, "127.0.0.1", resolve));
    const address = graph.address();
    const port = typeof address === "object" ? address?.port : undefined;
    hotel = await startHotel({ graphUrl: `http://127.0.0.1:${port}` });
    const channelId = await addNumber(hotel, hotel.workspaceId);
    await sendAndDeliver(hotel, { channelId, waId: "34600900001", at: "2026-03-28T10:00:00Z" });
    hotel.clock.now = Date.parse("2026-03-30T12:00:00Z");
  });
  afterAll(async () => {
    await hotel.close();
    graph.close();
  });

  /** Reads the bill; answers the problem and what the costs are corrected by. */
  async function read(body: unknown): Promise<[unknown, unknown]> {
    answer = body;
    const { body: read } = await hotel.owner("POST", "/costs/reconcile");
    const { body: costs } = await hotel.owner("GET", "/costs?from=2026-03-01&to=2026-03-29");
    const [item] = read.items as { problem: string | null }[];
    const [total] = costs.totals as { adjustment: string }[];
    return [item?.problem, total?.adjustment];
  }

  it.each([
    ["that names a point twice counts both", bill(point(), point()), "0.020000"],
    ["may give money back", bill(point({ volume: -1, cost: -0.02 })), "-0.040000"],
    ["of the day on which the clocks change is of that day", bill(point(), dayOfChange()), "0.020000"],
    ["of nothing is nothing", bill(), "-0.020000"],
    ["may hold points that are none", bill(point(), null, 5, point({ country: null })), "0.000000"],
  ])("%s", async (_, body, adjustment) => {
    expect(await read(body)).toEqual([null, adjustment]);
  });

  it.each([
    ["that is missing", { id: "2000" }],
    ["of null", { pricing_analytics: null, id: "2000" }],
    ["that is a list", []],
    ["with a sum that no number holds", bill(point({ cost: 1e300 }))],
    ["with more messages than there are", bill(point({ volume: 3e9 }))],
  ])("%s is told as a problem and changes nothing", async (_, body) => {
    await read(bill(point()));
    expect(await read(body)).toEqual([expect.any(String), "0.000000"]);
  });
});

function dayOfChange(): object {
  const [start, end] = [secondsAt("2026-03-29T00:00:00+01:00"), secondsAt("2026-03-30T00:00:00+02:00")];
  return point({ start, end });
}
