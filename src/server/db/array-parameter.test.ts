import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../tests/support/create-test-database.ts";
import { silentLog } from "../../../tests/support/silent-log.ts";
import { writeArray } from "./array-parameter.ts";
import { connectDatabase, type Database, withWorkspaces } from "./connect.ts";

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.appUrl, log: silentLog });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

it("reads back from PostgreSQL what it wrote, whatever the texts hold", async () => {
  const texts = [
    ...Array.from("\"\\,{}' \t\n\r\u000b\u00a0\u3000$;()[]="),
    ...["", "null", "NULL", "Null", "nullable", " padded ", "a b", '"quoted"', "back\\slash", "{1,2}", "\\N"],
    ...["ñandú", "👩‍👩‍👧", "\u202e", "+34 600 900 123", "2026-11-23T01:08:00.123Z", "-1", "a@example.com"],
    null,
  ];
  const seen = await withWorkspaces(database, [], (db) =>
    db.query<{ texts: (string | null)[] }>({ text: "select $1::text[] as texts", values: [texts] }),
  );
  expect(seen[0]?.texts).toEqual(texts);
});

it("reads back JSON, numbers, booleans and times", async () => {
  const json = { text: 'say "no\\yes"\n', list: [1, "{}"] };
  const [seen] = await withWorkspaces(database, [], (db) =>
    db.query({
      text: "select $1::jsonb[] as json, $2::bigint[] as numbers, $3::boolean[] as flags, $4::timestamptz[] as times",
      values: [
        [JSON.stringify(json), null],
        [1, -2, 2 ** 53 - 1],
        [true, false, null],
        ["1969-12-31T23:59:59.500Z"],
      ],
    }),
  );
  expect(seen).toEqual({
    json: [json, null],
    numbers: [1, -2, 2 ** 53 - 1],
    flags: [true, false, null],
    times: [-500],
  });
});

it("leaves lists of bytes and lists in lists to the driver", async () => {
  expect(writeArray([Buffer.from("a")])).toBeNull();
  expect(writeArray([["a"]])).toBeNull();
  const [seen] = await withWorkspaces(database, [], (db) =>
    db.query({
      text: "select $1::bytea[] as bytes, $2::text[][] as grid",
      values: [[Buffer.from("a\\")], [["a", "b c"]]],
    }),
  );
  expect(seen).toEqual({ bytes: [Buffer.from("a\\")], grid: [["a", "b c"]] });
});

it("writes the empty list", () => {
  expect(writeArray([])).toBe("{}");
});
