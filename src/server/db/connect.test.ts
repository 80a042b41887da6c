import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/create-test-database.ts";
import { eventually } from "../../../tests/support/eventually.ts";
import { startHangableProxy } from "../../../tests/support/hangable-proxy.ts";
import { silentLog } from "../../../tests/support/silent-log.ts";
import {
  CommitRefusedError,
  connectDatabase,
  type Database,
  readWorkspaces,
  withWorkspaces,
} from "./connect.ts";

const hotel = "0193b3e0-0000-7000-8000-000000000001";
const other = "0193b3e0-0000-7000-8000-000000000002";

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.appUrl, log: silentLog, connections: 2 });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

async function insertWorkspace(id: string): Promise<void> {
  await withWorkspaces(database, [id], (db) =>
    db.query({
      text: "insert into workspaces (workspace_id, name, created_at) values ($1, 'Hotel', now())",
      values: [id],
    }),
  );
}

async function namesOf(id: string): Promise<{ name: string }[]> {
  return withWorkspaces(database, [id], (db) => db.query({ text: "select name from workspaces" }));
}

const countWorkspaces = { text: "select count(*) as count from workspaces" };

it("shows a transaction the rows of its workspaces and no others", async () => {
  await insertWorkspace(hotel);
  await insertWorkspace(other);
  const seen = (ids: string[]) =>
    withWorkspaces(
      database,
      ids,
      async (db) => (await db.query<{ count: number }>(countWorkspaces))[0]?.count,
    );
  expect(await seen([hotel])).toBe(1);
  expect(await seen([hotel, other])).toBe(2);
  expect(await seen([])).toBe(0);
});

it("shows nothing outside a transaction, also on a connection that served a workspace before", async () => {
  for (let use = 0; use < 4; use += 1) {
    expect((await database.pool.query(countWorkspaces)).rows).toEqual([{ count: 0 }]);
  }
});

it("refuses a row of another workspace", async () => {
  const write = withWorkspaces(database, [hotel], (db) =>
    db.query({ text: "update workspaces set workspace_id = $1", values: [other] }),
  );
  await expect(write).rejects.toThrow(/row-level security/);
});

it("takes a COMMIT that was answered with ROLLBACK for the failure that it is", async () => {
  const write = withWorkspaces(database, [hotel], async (db) => {
    await db.query({ text: "select 1/0" }).catch(() => undefined);
  });
  await expect(write).rejects.toThrow(CommitRefusedError);
});

it("stores nothing of a transaction of which a statement could not leave the process", async () => {
  const circular: { self?: object } = {};
  circular.self = circular;
  const lost = [
    { text: "select $1::jsonb", values: [circular] },
    { name: "connect_test_taken", text: "select 2" },
  ];
  await withWorkspaces(database, [hotel], (db) => db.query({ name: "connect_test_taken", text: "select 1" }));
  for (const statement of lost) {
    const write = withWorkspaces(database, [hotel], async (db) => {
      db.send({ text: "update workspaces set name = 'Half' where workspace_id = $1", values: [hotel] });
      db.send(statement);
    });
    await expect(write).rejects.toThrow(TypeError);
    expect(await namesOf(hotel)).toEqual([{ name: "Hotel" }]);
  }
});

it("stores nothing, and tells the first error, when a statement that nobody waits for is refused", async () => {
  const write = withWorkspaces(database, [hotel], async (db) => {
    db.send({ text: "update workspaces set name = 'Half' where workspace_id = $1", values: [hotel] });
    db.send({ text: "select 1/0" });
    db.send({ text: "select 2" });
  });
  await expect(write).rejects.toThrow("division by zero");
  expect(await namesOf(hotel)).toEqual([{ name: "Hotel" }]);
});

it("takes ids only in the form of UUIDs", async () => {
  const attack = withWorkspaces(database, [`${hotel}}'; drop table x; --`], async () => undefined);
  await expect(attack).rejects.toThrow(TypeError);
});

it("reads times as instants, bigints as numbers and refuses those that a number cannot hold", async () => {
  const { rows } = await database.pool.query(
    `select '2026-07-01 12:00:00.123456+02'::timestamptz as at, array['1969-12-31 23:59:59.5Z'::timestamptz, null] as list,
       9007199254740991::bigint as most, date '2026-10-24' as day, 0.020000::numeric as amount`,
  );
  const at = Date.parse("2026-07-01T10:00:00.123Z");
  expect(rows).toEqual([
    { at, list: [-500, null], most: 2 ** 53 - 1, day: "2026-10-24", amount: "0.020000" },
  ]);
  await expect(database.pool.query("select 9007199254740993::bigint")).rejects.toThrow(/2\^53/);
});

it("F9: fails a statement whose answer never comes, drops its connection and goes on with a new one", async () => {
  const proxy = await startHangableProxy(test.appUrl);
  const timeouts = { connectMs: 400, statementMs: 400, lockMs: 400, idleMs: 400 };
  const away = connectDatabase({ url: proxy.url, log: silentLog, connections: 1, timeouts });
  const count = () => withWorkspaces(away, [hotel], (db) => db.query(countWorkspaces));
  try {
    expect(await count()).toEqual([{ count: 1 }]);
    proxy.hang();
    await expect(count()).rejects.toThrow(/timeout/i);
    await expect(count()).rejects.toThrow(/timeout/i);
    await proxy.heal();
    expect(await eventually(count)).toEqual([{ count: 1 }]);
  } finally {
    await away.close();
  }
});

it("F9: fails at once when the database refuses connections", async () => {
  const away = connectDatabase({ url: "postgresql://nobody@127.0.0.1:1/none", log: silentLog });
  await expect(withWorkspaces(away, [hotel], (db) => db.query(countWorkspaces))).rejects.toThrow(
    /ECONNREFUSED/,
  );
  await away.close();
});

it("gives up on a row that another transaction holds, and keeps the connection", async () => {
  const timeouts = { connectMs: 1000, statementMs: 2000, lockMs: 50, idleMs: 2000 };
  const impatient = connectDatabase({ url: test.appUrl, log: silentLog, connections: 1, timeouts });
  const touch = { text: "update workspaces set name = 'Hotel'" };
  try {
    await withWorkspaces(database, [hotel], async (db) => {
      await db.execute(touch);
      await expect(withWorkspaces(impatient, [hotel], (other) => other.execute(touch))).rejects.toThrow(
        /lock timeout/,
      );
    });
    expect(await withWorkspaces(impatient, [hotel], (db) => db.execute(touch))).toBe(1);
    expect(impatient.pool.totalCount).toBe(1);
  } finally {
    await impatient.close();
  }
});

it("fails the transaction with the error of a statement that nobody waited for, and stores nothing", async () => {
  const rename = { text: "update workspaces set name = 'Renamed'" };
  const write = withWorkspaces(database, [hotel], async (db) => {
    db.send(rename);
    db.send({ text: "select 1/0" });
    db.send(rename);
  });
  await expect(write).rejects.toThrow(/division by zero/);
  const names = await withWorkspaces(database, [hotel], (db) =>
    db.query<{ name: string }>({ text: "select name from workspaces" }),
  );
  expect(names).toEqual([{ name: "Hotel" }]);
});

it("tells those who wait for a later statement of a failed transaction why it failed", async () => {
  const write = withWorkspaces(database, [hotel], async (db) => {
    db.send({ text: "select 1/0" });
    return await db.query(countWorkspaces);
  });
  await expect(write).rejects.toThrow(/division by zero/);
});

it("runs statements that are given at once in their order", async () => {
  const seen = await withWorkspaces(database, [hotel], async (db) => {
    const name = { text: "select name from workspaces" };
    db.send({ text: "update workspaces set name = 'Between'" });
    const answers = await Promise.all([
      db.query<{ name: string }>(name),
      db.execute({ text: "update workspaces set name = 'Hotel'" }),
      db.query<{ name: string }>(name),
    ]);
    return [answers[0][0]?.name, answers[2][0]?.name];
  });
  expect(seen).toEqual(["Between", "Hotel"]);
});

it("takes no statement once the transaction is over, so that none lands in somebody else's", async () => {
  const left = await withWorkspaces(database, [hotel], async (db) => db);
  await expect(left.query(countWorkspaces)).rejects.toThrow(/over/);
});

it("F9: a transaction whose app went away without a word keeps its locks for the idle time only", async () => {
  const proxy = await startHangableProxy(test.appUrl);
  const timeouts = { connectMs: 1000, statementMs: 300, lockMs: 300, idleMs: 300 };
  const lost = connectDatabase({ url: proxy.url, log: silentLog, connections: 1, timeouts });
  const touch = { text: "update workspaces set name = 'Hotel'" };
  try {
    const ended = withWorkspaces(lost, [hotel], async (db) => {
      await db.execute(touch);
      proxy.hang();
    });
    await expect(ended).rejects.toThrow(/timeout/i);
    expect(await withWorkspaces(database, [hotel], (db) => db.execute(touch))).toBe(1);
  } finally {
    await lost.close();
  }
});

describe("reading in one breath", () => {
  it("sees the rows of its workspaces", async () => {
    const seen = await readWorkspaces(database, [hotel], (db) =>
      Promise.all([db.query(countWorkspaces), db.query({ text: "select name from workspaces" })]),
    );
    expect(seen).toEqual([[{ count: 1 }], [{ name: "Hotel" }]]);
  });

  it("tells the error of its statement, and the connection serves the next one", async () => {
    const read = readWorkspaces(database, [hotel], (db) => db.query({ text: "select 1/0" }));
    await expect(read).rejects.toThrow(/division by zero/);
    for (let use = 0; use < 4; use += 1) {
      expect(await readWorkspaces(database, [hotel], (db) => db.query(countWorkspaces))).toEqual([
        { count: 1 },
      ]);
    }
  });

  it("refuses a statement that comes after the end", async () => {
    const read = readWorkspaces(database, [hotel], async (db) => {
      await db.query(countWorkspaces);
      return db.query(countWorkspaces);
    });
    await expect(read).rejects.toThrow("The transaction is over.");
  });
});
