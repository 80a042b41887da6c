import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let ana: Guest;

/** Puts 10,000 older messages below the one that the customer wrote. */
async function fillThread(threadId: string): Promise<void> {
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  try {
    await admin.query(
      `insert into messages (workspace_id, id, thread_id, seq, direction, kind, channel_id, identity_id, text, status,
         sent_at, received_at)
       select workspace_id, gen_random_uuid(), thread_id, 1000000 - n, case when n % 3 = 0 then 'out' else 'in' end, 'text',
         channel_id, identity_id, 'Mensaje ' || n || repeat(' y sigue', n % 40), case when n % 3 = 0 then 'read' else 'received' end,
         sent_at - n * interval '7 minutes', sent_at - n * interval '7 minutes'
       from messages, generate_series(1, 10000) as n where thread_id = $1 and seq > 0`,
      [threadId],
    );
  } finally {
    await admin.end();
  }
}

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 09:00:00") });
  ana = addGuest(world, { name: "Ana Prats", waId: "34600900071" });
  await ana.writes("Lo último");
  await fillThread(await ana.threadId());
  desk = await signInAtDesk(world, browser);
  await desk.open("Ana Prats");
  await desk.log.getByText("Lo último").waitFor();
});
afterAll(() => world.close());

type Look = { nodes: number; height: number; middle: string; middleTop: number };

/** What the person sees after some frames: the line in the middle and where it stands, and how much the page holds. */
const look = (): Promise<Look> =>
  desk.page.evaluate(`(async () => {
    const log = document.querySelector("[role=log]");
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise(requestAnimationFrame);
    }
    const box = log.getBoundingClientRect();
    const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const row = found?.closest("[data-index]");
    return {
      nodes: document.querySelectorAll("*").length,
      height: log.scrollHeight,
      middle: row?.textContent ?? "",
      middleTop: Math.round(row?.getBoundingClientRect().top ?? -1),
    };
  })()`);
/** The same, once the last turn of the wheel has come to rest. */
const resting = () =>
  eventually(async () => {
    const seen = await look();
    expect(await look()).toEqual(seen);
    return seen;
  });
const isAtEnd = () =>
  desk.page.evaluate<boolean>(`(() => {
    const log = document.querySelector("[role=log]");
    return log.scrollHeight - log.scrollTop - log.clientHeight < 2;
  })()`);

describe("a thread of 10,000 messages", () => {
  it("opens at its end and holds few lines", async () => {
    await eventually(isAtEnd);
    expect((await look()).nodes).toBeLessThan(1_500);
  });

  it("scrolls into the past without blanks, with fewer than 1,500 nodes, and older pages move nothing", async () => {
    const gate = { open: () => {}, asked: false };
    await desk.page.route(/\/messages\?.*cursor=/, async (route) => {
      const isOpen = new Promise<void>((resolve) => {
        gate.open = resolve;
      });
      gate.asked = true;
      await isOpen;
      await route.continue();
    });
    await desk.log.hover();
    for (let page = 0; page < 4; page += 1) {
      gate.asked = false;
      while (!gate.asked) {
        await desk.page.mouse.wheel(0, -900);
        const seen = await look();
        expect(seen.middle).not.toBe("");
        expect(seen.nodes).toBeLessThan(1_500);
      }
      const before = await resting();
      gate.open();
      await eventually(async () => (await look()).height > before.height + 500);
      const after = await resting();
      expect([after.middle, after.middleTop]).toEqual([before.middle, before.middleTop]);
    }
    await desk.page.unroute(/\/messages\?.*cursor=/);
    expect(await isAtEnd()).toBe(false);
  });

  it("a new message below moves nothing, is told, and is one click away", async () => {
    const before = await look();
    await ana.writes("Y una cosa más");
    await desk.page.getByRole("button", { name: "1 mensaje nuevo" }).waitFor();
    const after = await look();
    expect([after.middle, after.middleTop]).toEqual([before.middle, before.middleTop]);
    await desk.page.getByRole("button", { name: "1 mensaje nuevo" }).click();
    await desk.log.getByText("Y una cosa más").waitFor();
    await eventually(isAtEnd);
  });

  it("at the end it follows what comes in", async () => {
    await ana.writes("Eso es todo");
    await desk.log.getByText("Eso es todo").waitFor();
    await eventually(isAtEnd);
    expect(await desk.page.getByRole("button", { name: "Ir al final" }).count()).toBe(0);
  });
});
