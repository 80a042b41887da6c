import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchResults } from "#contract/search.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { indexWorkspace } from "#server/features/search/index-workspace.ts";
import { newId } from "#server/ids.ts";
import { seedWorkspace } from "../support/seed-workspace.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

let hotel: Hotel;
let channelId: string;
let otherId: string;

beforeAll(async () => {
  hotel = await startHotel();
  channelId = await addNumber(hotel, hotel.workspaceId);
  otherId = await seedWorkspace(hotel.db);
  const texts: [string, string, string][] = [
    ["34600900101", "María Núñez", "¿Hay PARKING en el hotel?"],
    ["34600900102", "Jorge O'Brien", "Llegamos en avión; ¿hay una habitación con bañera?"],
    ["34600900103", "Zoë Straße", "Un 100% de descuento, ¿no? parking_gratis"],
    ["34600900101", "María Núñez", "Gracias. Otra cosa: el aparcamiento, ¿es cubierto?"],
    ["34600900104", "百合", "我想预订一间房间"],
  ];
  for (const [index, [waId, name, text]] of texts.entries()) {
    const at = hotel.clock.now + index * 1000;
    await customerWrites(hotel, { workspaceId: hotel.workspaceId, channelId, waId, name, text, at });
  }
  const otherChannel = await addNumber(hotel, otherId, { providerId: "1001" });
  const foreign = { workspaceId: otherId, channelId: otherChannel, waId: "34600900101", at: hotel.clock.now };
  await customerWrites(hotel, { ...foreign, name: "María Núñez", text: "parking secreto" });
  await indexWorkspace(hotel.ctx, hotel.workspaceId);
  await indexWorkspace(hotel.ctx, otherId);
});

afterAll(() => hotel.close());

async function search(q: string, more = ""): Promise<SearchResults> {
  const { status, body } = await hotel.owner("GET", `/search?q=${encodeURIComponent(q)}${more}`);
  expect(status).toBe(200);
  return body as SearchResults;
}

const people = async (q: string) => (await search(q)).people.map(({ customer }) => customer.name);
const excerpts = async (q: string) => (await search(q)).messages.map(({ excerpt }) => excerpt);

describe("people without a phone", () => {
  const bsuid = "ES.1349120865530274";

  it("are found by their username as it is now, and by their name", async () => {
    const at = hotel.clock.now + 60_000;
    const write = (username: string, text: string, later: number) =>
      customerWrites(hotel, {
        ...{ workspaceId: hotel.workspaceId, channelId, waId: null, bsuid, username, text },
        name: "Noa Vidal",
        at: at + later,
      });
    await write("cielo.azul_77", "¿Hay cuna?", 0);
    await indexWorkspace(hotel.ctx, hotel.workspaceId);
    for (const q of ["@cielo.azul_77", "cielo.azul_77", "cielo.az", "Noa Vidal", "vidal"]) {
      expect(await people(q)).toEqual(["Noa Vidal"]);
    }
    await write("mareas", "Gracias", 1000);
    await indexWorkspace(hotel.ctx, hotel.workspaceId);
    expect(await people("@mareas")).toEqual(["Noa Vidal"]);
    expect(await people("@cielo.azul_77")).toEqual([]);
    const [found] = (await search("mareas")).people;
    expect(found?.customer).toMatchObject({ phone: null, email: null, username: "mareas" });
    const [message] = (await search("cuna")).messages;
    expect(message?.customer).toMatchObject({ name: "Noa Vidal", username: "mareas" });
  });
});

describe("people", () => {
  it.each([
    ["maría", ["María Núñez"]],
    ["MARIA NUNEZ", ["María Núñez"]],
    ["nuñ mar", ["María Núñez"]],
    ["o'brien", ["Jorge O'Brien"]],
    ["strasse", ["Zoë Straße"]],
    ["百", ["百合"]],
    ["600900103", ["Zoë Straße"]],
    ["+34 600 900 103", ["Zoë Straße"]],
    ["0034600900103", ["Zoë Straße"]],
    ["900 103", ["Zoë Straße"]],
    ["nadie", []],
    ["ría", []],
  ])("are found by %s", async (query, names) => {
    expect(await people(query)).toEqual(names);
  });

  it("are found by a new name, number and mail address, no longer by the old name", async () => {
    const { body } = await hotel.owner("POST", "/customers", { name: "Ana Prats", phone: "+34600900120" });
    await hotel.owner("POST", `/customers/${body.id}/addresses`, { email: "ana.prats@example.com" });
    await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.execute({
        text: "update customers set name = 'Anna Prats' where workspace_id = $1 and id = $2",
        values: [hotel.workspaceId, body.id],
      }),
    );
    await indexWorkspace(hotel.ctx, hotel.workspaceId);
    expect(await people("600900120")).toEqual(["Anna Prats"]);
    expect(await people("ana.prats@example.com")).toEqual(["Anna Prats"]);
    expect(await people("anna")).toEqual(["Anna Prats"]);
  });
});

describe("messages", () => {
  it.each([
    ["parking", ["Un 100% de descuento, ¿no? parking_gratis", "¿Hay PARKING en el hotel?"]],
    ["PÁRK hotel", ["¿Hay PARKING en el hotel?"]],
    ["habitacion banera", ["Llegamos en avión; ¿hay una habitación con bañera?"]],
    ["100%", ["Un 100% de descuento, ¿no? parking_gratis"]],
    ["parking_gratis", ["Un 100% de descuento, ¿no? parking_gratis"]],
    ["房间", ["我想预订一间房间"]],
    ["parking avión", []],
    ["arking", []],
  ])("are found by %s, the last received first", async (query, texts) => {
    expect(await excerpts(query)).toEqual(texts);
  });

  it.each(["%", "_", "'", '"', "\\", "'':*", "a & b | !c", "<->", "(", "\u0000", "x".repeat(200), "👍", " "])(
    "are not found by %j, which breaks nothing",
    async (query) => {
      expect(await search(query)).toMatchObject({ people: [], messages: [], nextCursor: null });
    },
  );

  it("tell in which thread they are and who wrote them", async () => {
    const [found] = (await search("cubierto")).messages;
    const { body } = await hotel.owner("GET", `/threads/${found?.threadId}/messages`);
    const items = body.items as { id: string }[];
    expect(items.map(({ id }) => id)).toContain(found?.id);
    expect(found).toMatchObject({
      direction: "in",
      kind: "text",
      channelId,
      customer: { name: "María Núñez", phone: "+34600900101" },
    });
  });

  it("are notes and answers too", async () => {
    const [found] = (await search("cubierto")).messages;
    const note = { kind: "note", clientId: newId(), text: "Viene con un dóberman" };
    expect((await hotel.owner("POST", `/threads/${found?.threadId}/messages`, note)).status).toBe(202);
    await indexWorkspace(hotel.ctx, hotel.workspaceId);
    expect((await search("doberman")).messages).toMatchObject([{ direction: "note", kind: "note" }]);
  });

  it("come in pages that hold each once", async () => {
    const at = hotel.clock.now;
    const message = { workspaceId: hotel.workspaceId, channelId, waId: "34600900130", name: "Eco", at };
    for (let index = 0; index < 7; index += 1) {
      await customerWrites(hotel, { ...message, text: `eco ${index}` });
    }
    await indexWorkspace(hotel.ctx, hotel.workspaceId);
    const texts: string[] = [];
    let cursor: string | null = null;
    do {
      const page: SearchResults = await search(
        "eco",
        `&limit=3${cursor === null ? "" : `&cursor=${cursor}`}`,
      );
      expect(page.people).toHaveLength(cursor === null ? 1 : 0);
      texts.push(...page.messages.map(({ excerpt }) => excerpt));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(texts).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `eco ${index}`));
  });

  it.each(["cursor=x", "limit=0", "limit=51"])("refuse %s", async (query) => {
    expect((await hotel.owner("GET", `/search?q=eco&${query}`)).status).toBe(400);
  });

  it("are read from the newest shelf for a cursor that no page gave", async () => {
    const cursor = Buffer.from(JSON.stringify([8.64e15, newId()])).toString("base64url");
    expect((await search("cubierto", `&cursor=${cursor}`)).messages).toHaveLength(1);
  });
});

describe("what becomes searchable", () => {
  it("is known to be incomplete before the first walk, and complete after it", async () => {
    const workspaceId = await seedWorkspace(hotel.db);
    const read = () =>
      withWorkspaces(hotel.db, [workspaceId], (db) =>
        db.query<{ id: string }>({ text: "select id from search_documents", values: [] }),
      );
    const number = await addNumber(hotel, workspaceId, { providerId: "1002" });
    const message = {
      workspaceId,
      channelId: number,
      waId: "34600900140",
      text: "hola",
      at: hotel.clock.now,
    };
    await customerWrites(hotel, message);
    expect(await read()).toEqual([]);
    await Promise.all([1, 2, 3].map(() => indexWorkspace(hotel.ctx, workspaceId)));
    await indexWorkspace(hotel.ctx, workspaceId);
    expect(await read()).toHaveLength(2);
    expect((await search("hola")).isComplete).toBe(true);
  });

  it("is found by walking again when events are gone that nobody read", async () => {
    const { workspaceId } = hotel;
    const message = { workspaceId, channelId, waId: "34600900101", at: hotel.clock.now };
    await customerWrites(hotel, { ...message, text: "nenúfar" });
    await withWorkspaces(hotel.db, [workspaceId], (db) =>
      db.execute({ text: "delete from events where workspace_id = $1", values: [workspaceId] }),
    );
    await customerWrites(hotel, { ...message, text: "orquídea" });
    await indexWorkspace(hotel.ctx, workspaceId);
    expect(await excerpts("nenufar")).toEqual(["nenúfar"]);
    expect(await excerpts("orquidea")).toEqual(["orquídea"]);
  });
});

describe("search under row-level security", () => {
  beforeAll(async () => {
    for (const [workspaceId, shelves] of [
      [hotel.workspaceId, [0, 1]],
      [otherId, [0, 1, 2, 3, 4, 5, 6, 7]],
    ] as const) {
      for (const shelf of shelves) {
        await withWorkspaces(hotel.db, [workspaceId], (db) =>
          db.execute({
            text: `insert into search_documents (workspace_id, id, words)
              select $1, gen_random_uuid(), search_words($1, $2::int::text, 'comun relleno palabra' || $2::int * 10000 + n)
              from generate_series(0, 9999) n`,
            values: [workspaceId, shelf],
          }),
        );
      }
    }
  }, 120_000);

  it("shows nothing of another workspace, not even to its own functions", async () => {
    expect(await excerpts("secreto")).toEqual([]);
    const asked = await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.query({
        text: `select id from search_messages($1, '{parking}', 9, null, 10) union all select id from search_people($1, '{maria}', 10)`,
        values: [otherId],
      }),
    );
    expect(asked).toEqual([]);
    const { rows } = await hotel.db.pool.query("select id from search_people($1, '{maria}', 10)", [otherId]);
    expect(rows).toEqual([]);
  });

  it.each(["palabra7771", "palabra7771 comun", "comun"])(
    "finds %s by the index, in a few pages, without reading a table",
    async (q) => {
      const owner = new pg.Client({ connectionString: hotel.database.ownerUrl });
      await owner.connect();
      try {
        await owner.query("begin");
        await owner.query(`set local app.workspace_ids = '{${hotel.workspaceId}}'`);
        const statement = `explain (analyze, buffers, format json)
          select id from search_messages('${hotel.workspaceId}', '{${q.split(" ").join()}}', 2, null, 20)`;
        // The first time a connection also reads what the database knows of itself.
        await owner.query(statement);
        const { rows } = await owner.query<{ "QUERY PLAN": string }>(statement);
        const [{ Plan: plan }] = JSON.parse(JSON.stringify(rows[0]?.["QUERY PLAN"])) as [
          { Plan: Record<string, number> },
        ];
        const { rows: scans } = await owner.query<{ scans: string; pages: string }>(
          `select pg_stat_get_xact_numscans('search_documents'::regclass) as scans,
            pg_relation_size('search_documents') / current_setting('block_size')::int as pages`,
        );
        expect(plan["Actual Rows"]).toBe(q === "comun" ? 20 : 1);
        expect(Number(scans[0]?.scans)).toBe(0);
        expect(Number(scans[0]?.pages)).toBeGreaterThan(1_500);
        // A frequent word costs one shelf of this workspace, a rare one the way down the index for each shelf.
        expect((plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0)).toBeLessThan(
          q === "comun" ? 800 : 100,
        );
      } finally {
        await owner.end();
      }
    },
  );
});
