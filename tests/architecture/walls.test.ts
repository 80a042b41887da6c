import { describe, expect, it } from "vitest";
import { findLongFiles } from "./file-lengths.ts";
import { findBrokenWalls } from "./import-walls.ts";
import { readSources } from "./sources.ts";
import { countReferences, findStatementSlips } from "./statement-walls.ts";
import { findForbiddenText } from "./text-walls.ts";

const sources = readSources();
const migrations = sources.filter(({ path }) => path.startsWith("src/server/db/migrations/"));

describe("the project", () => {
  it("has code to check", () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it("keeps its walls: nobody imports what is none of their business", () => {
    expect(findBrokenWalls(sources)).toEqual([]);
  });

  it("keeps time, chance, settings and mocks out of where they do not belong", () => {
    expect(findForbiddenText(sources)).toEqual([]);
  });

  it("names the workspace of every table in every statement", () => {
    expect(countReferences(sources)).toBeGreaterThan(300);
    expect(findStatementSlips(sources)).toEqual([]);
  });

  it("keeps its files short", () => {
    expect(findLongFiles(sources)).toEqual([]);
  });
});

describe("a planted slip is seen:", () => {
  it.each([
    ["src/domain/window.ts", 'import { z } from "zod";'],
    ["src/domain/window.ts", 'import { readFileSync } from "node:fs";'],
    ["src/domain/window.ts", 'import type { Route } from "#contract/routes.ts";'],
    ["src/domain/window.ts", 'import { newId } from "../server/ids.ts";'],
    ["src/domain/window.test.ts", 'import { newId } from "../server/ids.ts";'],
    ["src/contract/routes.ts", 'import * as z from "zod";'],
    ["src/contract/routes.ts", 'import type { Context } from "#server/context.ts";'],
    ["src/contract/routes.ts", 'import { App } from "#web/app.tsx";'],
    [
      "src/channels/channel.ts",
      'import { send } from "./whatsapp/send.ts";'.replace("./whatsapp", "#server"),
    ],
    ["src/channels/whatsapp/send.ts", 'import { parse } from "../email/parse.ts";'],
    ["src/channels/whatsapp/send.ts", 'import { parse } from "#contract/messages.ts";'],
    ["src/channels/whatsapp/send.ts", 'import { createTransport } from "nodemailer";'],
    ["src/channels/email/send.ts", 'import { AppError } from "#server/errors.ts";'],
    ["src/server/ingest/batch.ts", 'import { parseWebhook } from "#channels/whatsapp/parse-webhook.ts";'],
    [
      "src/server/delivery/dispatch.ts",
      'import { sendMessage } from "../features/messages/send-message.ts";',
    ],
    ["src/server/jobs/sync.ts", 'import { compose } from "../compose.ts";'],
    ["src/server/features/threads/list.ts", 'import { send } from "#channels/email/send.ts";'],
    ["src/server/features/threads/list.ts", 'import { find } from "../customers/customers.queries.ts";'],
    ["src/server/features/threads/list.ts", 'import { routes } from "../customers/customers.routes.ts";'],
    ["src/server/app.ts", 'import { parseWebhook } from "#channels/whatsapp/parse-webhook.ts";'],
    ["src/server/app.ts", 'import { find } from "./features/customers/customers.queries.ts";'],
    ["src/server/compose.ts", 'import { App } from "#web/app.tsx";'],
    ["src/web/app.tsx", 'import { newId } from "#server/ids.ts";'],
    ["src/web/app.tsx", 'import { parse } from "#channels/channel.ts";'],
    ["src/web/app.tsx", 'import { join } from "node:path";'],
    ["src/web/app.tsx", 'const lazy = () => import("../server/ids.ts");'],
    ["simulators/cloud-api/send.ts", 'import { windowStateAt } from "#domain/window.ts";'],
    ["simulators/cloud-api/send.ts", 'import { settle } from "../../tests/support/eventually.ts";'],
    ["src/server/ids.ts", 'import { startSimulator } from "../../simulators/cloud-api/simulator.ts";'],
    ["src/server/ids.ts", "const part = await import(name);"],
    ["src/server/ids.ts", 'export {\n  send,\n} from "#channels/email/send.ts";'],
    ["src/elsewhere/thing.ts", "export const nothing = 0;"],
  ])("%s with %s", (path, text) => {
    expect(findBrokenWalls([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ["src/domain/window.ts", "const now = Date.now();"],
    ["src/domain/window.ts", "const now = new Date();"],
    ["src/domain/window.ts", "const id = Math.random();"],
    ["src/domain/window.ts", "const id = crypto.randomUUID();"],
    ["src/server/delivery/dispatch.ts", "const url = process.env.DATABASE_URL;"],
    ["src/server/app.test.ts", 'vi.mock("./ids.ts");'],
    ["tests/integration/a.test.ts", "await sleep(100);"],
    ["src/server/utils.ts", ""],
    ["src/web/ui/index.ts", ""],
  ])("%s with %s", (path, text) => {
    expect(findForbiddenText([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ["select id from messages where id = $1"],
    ["select m.id from messages m join threads t on t.id = m.thread_id where m.workspace_id = $1"],
    ["update threads set status = $2 where id = $1"],
    ["update threads t set status = v.status from unnest($1::uuid[]) as v(id) where t.id = v.id"],
    ["delete from drafts d where d.member_id = $1"],
    ["insert into tags (id, name) values ($1, $2)"],
    ["insert into tags as t (id, name) values ($1, $2)"],
    ["left join customers c on c.id = t.customer_id"],
    ["select exists (select from public.charges where message_id = $1)"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the table's name comes at run time
    ["delete from ${table} where id = $1"],
  ])("the statement %s", (statement) => {
    const file = { path: "src/server/features/threads/x.queries.ts", text: `const text = \`${statement}\`;` };
    expect(findStatementSlips([...migrations, file])).toHaveLength(1);
    expect(findStatementSlips([...migrations, { ...file, path: "src/server/jobs/x.ts" }])).toHaveLength(1);
  });

  it("a file of 401 lines, and a project of long files", () => {
    const lines = (count: number) => Array.from({ length: count }, () => "x").join("\n");
    const file = (count: number, index: number) => ({ path: `src/${index}.ts`, text: lines(count) });
    expect(findLongFiles([10, 10, 401].map(file))).toEqual([
      expect.stringContaining("src/2.ts has 401 lines"),
      expect.stringContaining("95th"),
    ]);
    expect(findLongFiles([10, 10, 81, 81].map(file))).toEqual([expect.stringContaining("median")]);
    expect(findLongFiles([10, 10, 80, 300].map(file))).toEqual([]);
  });
});

it("lets through what is allowed", () => {
  const allowed = [
    ["src/domain/window.ts", 'import { hourMs } from "./time.ts";'],
    [
      "src/domain/window.test.ts",
      'import fc from "fast-check";\nimport { it } from "vitest";\nimport { readFileSync } from "node:fs";',
    ],
    ["src/contract/routes.ts", 'import * as z from "zod/mini";'],
    [
      "src/channels/email/send.ts",
      'import { createTransport } from "nodemailer";\nimport type { Adapter } from "../channel.ts";',
    ],
    [
      "src/server/features/threads/list.ts",
      'import { createCustomer } from "../customers/create-customer.ts";',
    ],
    ["src/server/app.ts", 'import { routes } from "./features/customers/customers.routes.ts";'],
    ["src/server/compose.ts", 'import { whatsapp } from "#channels/whatsapp/adapter.ts";'],
    ["src/server/db/connect.test.ts", 'import { eventually } from "../../../tests/support/eventually.ts";'],
    [
      "src/web/app.tsx",
      '// import { newId } from "#server/ids.ts";\nimport { decideSend } from "#domain/send-rules.ts";',
    ],
  ].map(([path = "", text = ""]) => ({ path, text }));
  expect(findBrokenWalls(allowed)).toEqual([]);
});

it.each([
  ["select id from messages where workspace_id = $1 and id = $2"],
  ["select m.id from messages m join threads t on t.workspace_id = m.workspace_id and t.id = m.thread_id"],
  ["insert into tags (workspace_id, id, name) values ($1, $2, $3)"],
  [
    "insert into tags as t (workspace_id, id) values ($1, $2) on conflict do update set name = $3 where t.id = $2",
  ],
  ["select id from auth.members where organization_id = $1"],
  ["select extract(epoch from messages)"],
  ["Nothing was taken from threads"],
])("lets the text %s through", (text) => {
  const file = { path: "src/server/features/threads/x.queries.ts", text: `const text = "${text}";` };
  expect(findStatementSlips([...migrations, file])).toEqual([]);
});
