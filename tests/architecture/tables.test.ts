import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fenceOf } from "#server/db/migrations/fence.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { findTableSlips } from "./table-walls.ts";

let test: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await test.drop();
});

/** Runs `plant` in a transaction that is undone, and answers what the check says of it. */
async function slipsAfter(plant: string): Promise<string[]> {
  await owner.query("begin");
  try {
    await owner.query(plant);
    return await findTableSlips(owner);
  } finally {
    await owner.query("rollback");
  }
}

describe("tables", () => {
  it("begin with workspace_id, have it first in every key and are fenced by the array policy", async () => {
    expect(await findTableSlips(owner)).toEqual([]);
  });

  it("may be added when they are made like the others", async () => {
    const table = `create table notes (workspace_id uuid not null, id uuid not null, thread_id uuid not null, primary key (workspace_id, id),
      foreign key (workspace_id, thread_id) references threads (workspace_id, id)); ${fenceOf("notes")}`;
    expect(await slipsAfter(table)).toEqual([]);
  });
});

describe("a planted slip is seen:", () => {
  it.each([
    [
      "a table that does not begin with workspace_id",
      `create table notes (id uuid, workspace_id uuid not null); ${fenceOf("notes")}`,
      ["notes does not begin with workspace_id uuid not null"],
    ],
    [
      "a workspace_id that may be absent",
      `create table notes (workspace_id uuid); ${fenceOf("notes")}`,
      ["notes does not begin with workspace_id uuid not null"],
    ],
    [
      "a primary key without the workspace",
      `create table notes (workspace_id uuid not null, id uuid primary key); ${fenceOf("notes")}`,
      ["notes_pkey does not begin with workspace_id"],
    ],
    [
      "a unique index without the workspace",
      "create unique index planted on messages (provider_id)",
      ["planted does not begin with workspace_id"],
    ],
    [
      "a unique index on an expression",
      "create unique index planted on messages (lower(provider_id), workspace_id)",
      ["planted does not begin with workspace_id"],
    ],
    [
      "a foreign key into another workspace",
      `create table notes (workspace_id uuid not null, other uuid not null, thread_id uuid not null,
        constraint planted foreign key (other, thread_id) references threads (workspace_id, id)); ${fenceOf("notes")}`,
      ["planted does not begin with workspace_id"],
    ],
    [
      "a table without row-level security",
      "create table notes (workspace_id uuid not null)",
      [
        "notes has no row-level security",
        "notes does not force row-level security on its owner",
        "notes has not the array policy alone",
      ],
    ],
    [
      "a table whose owner is free",
      "alter table messages no force row level security",
      ["messages does not force row-level security on its owner"],
    ],
    [
      "another policy beside the array policy",
      "create policy planted on messages for select using (true)",
      ["messages has not the array policy alone"],
    ],
    [
      "a policy that lets rows of others be written",
      `drop policy own_workspaces on messages; create policy own_workspaces on messages
        using (workspace_id = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[])) with check (true)`,
      ["messages has not the array policy alone"],
    ],
    [
      "a sequence, which all workspaces would share",
      "create sequence planted",
      ["planted is a sequence of all workspaces"],
    ],
    [
      "a view, which runs with its owner's rights",
      "create view planted as select * from messages",
      ["planted is a view without security_invoker"],
    ],
  ])("%s", async (_name, plant, slips) => {
    expect(await slipsAfter(plant)).toEqual(slips);
  });
});
