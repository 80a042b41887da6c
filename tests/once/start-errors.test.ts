import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it, onTestFinished } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { startHangableProxy } from "../support/hangable-proxy.ts";
import {
  type End,
  endPostgresOf,
  type Settings,
  spawnProgram,
  spawnServer,
} from "../support/spawn-server.ts";
import { withAdmin } from "../support/test-server.ts";

const secretKey = Buffer.alloc(32, 7).toString("base64");

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "mc-start-"));
});

afterEach(async () => {
  await endPostgresOf(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs a start that can't succeed to its end; one that hangs is ended and fails the test. */
async function refusedStart(settings: Settings, script = "src/server/main.ts"): Promise<End> {
  const spawned = spawnProgram(script, { PORT: "0", DATA_DIR: dataDir, ...settings });
  const tooLong = setTimeout(() => void spawned.kill(), 30_000);
  try {
    return await spawned.ended;
  } finally {
    clearTimeout(tooLong);
  }
}

/** One sentence for a person, no stack, and nothing runs any more. */
function expectSentence(end: End, words: RegExp): void {
  expect(end).toMatchObject({ code: 1, signal: null });
  expect(end.stderr).toMatch(words);
  expect(end.stderr).toMatch(/^[^\n]+\n$/);
  expect(end.stdout).not.toContain("answers at");
  expect(processesOn(dataDir)).toEqual([]);
}

/** Commands of processes that have the folder among their words. */
function processesOn(folder: string): string[] {
  const ids = existsSync("/proc") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  return ids.map(commandOf).filter((command) => command.includes(folder));
}

function commandOf(id: string): string {
  try {
    return readFileSync(join("/proc", id, "cmdline"), "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // It ended meanwhile.
  }
}

/** A port that answers to somebody else. */
async function takePort(answer?: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    if (answer !== undefined) {
      socket.end(answer);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe("a start that can't go on says so in one sentence and leaves nothing running:", () => {
  it("wrong settings are all named, one a line", async () => {
    const wrong = {
      PORT: "http",
      DATABASE_URL: "mysql://x@y/z",
      DATABASE_OWNER_URL: "localhost",
      ROLE: "web,everything",
      NATS_URL: "127.0.0.1:4222",
      S3_URL: "https://s3.example.com",
      SECRET_KEY: "too short",
      PUBLIC_URL: "inbox.example.com",
      TRUSTED_PROXIES: "proxy",
      SIMULATOR_PORT: "70000",
      LOG_LEVEL: "loud",
      BACKUP_BEFORE_UPGRADE: "perhaps",
      GRAPH_URL: "graph",
      GRAPH_VERSION: "24",
    };
    const end = await refusedStart(wrong);
    expect(end).toMatchObject({ code: 1, stdout: "" });
    const lines = end.stderr.trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ")[0]).toSorted()).toEqual(Object.keys(wrong).toSorted());
    expect(end.stderr).not.toContain("    at ");
  });

  it("a taken port", async () => {
    const port = await takePort();
    expectSentence(await refusedStart({ PORT: String(port) }), new RegExp(`^Port ${port} is taken .*PORT`));
  });

  it("a host that is not this machine", async () => {
    expectSentence(await refusedStart({ HOST: "203.0.113.7" }), /^Can't listen on 203\.0\.113\.7:0.*HOST/);
  });

  it("a taken port of the demo's simulators", async () => {
    const port = await takePort();
    const end = await refusedStart({ SIMULATOR_PORT: String(port) }, "scripts/demo.ts");
    expectSentence(end, new RegExp(`^Port ${port} of the simulators is taken .*SIMULATOR_PORT`));
  });

  it("a data folder that another app uses, which goes on serving", async () => {
    const first = await spawnServer({ DATA_DIR: dataDir });
    onTestFinished(() => void first.kill());
    const end = await refusedStart({});
    expect(end).toMatchObject({ code: 1, signal: null });
    expect(end.stderr).toMatch(
      new RegExp(`^Another Messaging Center \\(process ${first.pid}\\) .*DATA_DIR\\.\n$`),
    );
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    expect(await first.stop()).toMatchObject({ code: 0 });
    expect(processesOn(dataDir)).toEqual([]);
  });

  it("a data folder that can't be made", async () => {
    writeFileSync(join(dataDir, "file"), "");
    const end = await refusedStart({ DATA_DIR: join(dataDir, "file", "data") });
    expectSentence(end, /^The data folder .* can't be made or written \(ENOTDIR\)/);
  });

  it("the folder of the demo", async () => {
    mkdirSync(join(dataDir, "demo"));
    writeFileSync(join(dataDir, "demo", "demo-of-the-simulators"), "");
    const end = await refusedStart({ DATA_DIR: join(dataDir, "demo") });
    expectSentence(end, /holds the demo\. Start with another DATA_DIR\./);
    expect(readdirSync(join(dataDir, "demo"))).toEqual(["demo-of-the-simulators"]);
  });

  it("a damaged secret key", async () => {
    writeFileSync(join(dataDir, "secret.key"), "half a k");
    expectSentence(await refusedStart({}), /secret\.key is damaged/);
  });
});

describe("a DATABASE_URL that can't be used is refused in one sentence without its password:", () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase({ empty: true });
  });

  afterEach(async () => {
    await database.drop();
  });

  /** A start that was refused changed nothing. */
  async function countTables(): Promise<number> {
    return withAdmin(database.ownerUrl, async (owner) => {
      const { rowCount } = await owner.query(
        "select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'",
      );
      return rowCount ?? 0;
    });
  }

  async function startWith(url: string, more: Settings = {}): Promise<End> {
    const end = await refusedStart({ DATABASE_URL: url, SECRET_KEY: secretKey, ...more });
    expect(await countTables()).toBe(0);
    return end;
  }

  function changed(change: (url: URL) => void): string {
    const url = new URL(database.appUrl);
    change(url);
    return url.href;
  }

  it("nobody listens", async () => {
    const end = await startWith("postgresql://app:a-password@127.0.0.1:1/hotel");
    expectSentence(end, /^PostgreSQL at 127\.0\.0\.1:1 can't be used: .*ECONNREFUSED.*DATABASE_URL/);
    expect(end.stderr).not.toContain("a-password");
  });

  it("the host is unknown", async () => {
    const end = await startWith("postgresql://app:a-password@nowhere.invalid/hotel");
    expectSentence(end, /^The host nowhere\.invalid of DATABASE_URL is not known/);
  });

  it("something else listens", async () => {
    const port = await takePort("HTTP/1.1 400 Bad Request\r\n\r\n");
    const end = await startWith(`postgresql://app:a-password@127.0.0.1:${port}/hotel`);
    expectSentence(end, new RegExp(`^PostgreSQL at 127\\.0\\.0\\.1:${port} can't be used: .*DATABASE_URL`));
  });

  it("it hangs", async () => {
    const proxy = await startHangableProxy(database.appUrl);
    proxy.hang();
    expectSentence(await startWith(proxy.url), /^PostgreSQL at .* can't be used: .*timeout.*DATABASE_URL/);
  });

  it("the role is unknown", async () => {
    const end = await startWith(changed((url) => url.searchParams.set("user", "somebody_else")));
    expectSentence(end, /does not let the role somebody_else in: .*DATABASE_URL/);
  });

  it("the database is unknown", async () => {
    const end = await startWith(
      changed((url) => {
        url.pathname = "/somewhere_else";
      }),
    );
    expectSentence(end, /has no database somewhere_else/);
  });

  it("the role may make no tables, and no owner is named", async () => {
    expectSentence(await startWith(database.appUrl), /may not do what a start needs: .*DATABASE_OWNER_URL/);
  });

  it("the role is a superuser", async ({ skip }) => {
    const { adminUrl } = inject("testServer");
    const isSuperuser = await withAdmin(adminUrl, async (admin) => {
      const { rows } = await admin.query("select rolsuper from pg_roles where rolname = current_user");
      return rows[0]?.rolsuper === true;
    });
    skip(!isSuperuser, "TEST_DATABASE_URL names no superuser");
    const end = await startWith(database.adminUrl, { DATABASE_OWNER_URL: database.ownerUrl });
    expectSentence(end, /^The role \S+ of DATABASE_URL is a superuser or has BYPASSRLS/);
  });
});
