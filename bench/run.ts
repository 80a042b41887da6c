import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import { createLog } from "#server/log.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import { findMissingRows, type Stored } from "./check-rows.ts";
import { countRows } from "./count-rows.ts";
import { goals, type ProgramName } from "./goals.ts";
import { measureRound, type Round } from "./measure-round.ts";
import { describe, judge, writeResults } from "./report.ts";
import { runLoad } from "./run-load.ts";
import { type Program, spawnProgram } from "./spawn-program.ts";
import { analyze, type BenchDatabase, createTenant, prepareDatabase } from "./tenant.ts";

const clients = 64;
const customers = 2_000;
const webhooksEach = 8_000;
const rounds = 5;
const mostMs = 290_000;
/** Messages begin an hour ago: none lies in the future, where it would be taken for one of now. */
const firstSentAt = Math.floor(Date.now() / 1000) - 3_600;

type Subject = { program: Program; database: BenchDatabase; sent: number; rounds: Round[] };

const names: ProgramName[] = ["ours", ...Object.values(goals).map(({ against }) => against)];
const stopping = new AbortController();
const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(mostMs)]);
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => stopping.abort(new Error(`ended by ${name}`)));
}
const folder = mkdtempSync(join(tmpdir(), "messaging-center-bench-"));
try {
  process.exitCode = (await bench()) ? 0 : 1;
} catch (error) {
  console.error(signal.aborted ? `The bench did not end: ${String(signal.reason)}` : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Measures all programs side by side over one PostgreSQL; false when a floor is missed or rows are. */
async function bench(): Promise<boolean> {
  const log = createLog("silent");
  const tenant = createTenant();
  const cluster = await startEmbeddedPostgres({ dataDir: folder, log });
  const subjects: Subject[] = [];
  try {
    for (const name of names) {
      const database = await prepareDatabase(cluster, { program: name, tenant, log });
      const program = await spawnProgram(name, { database, tenant, folder });
      subjects.push({ program, database, sent: 0, rounds: [] });
    }
    const load = (subject: Subject) => loadOne(subject, tenant);
    for (const subject of subjects) {
      await load(subject);
      await analyze(subject.database);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const subject of rotated(subjects, round)) {
        const pids = { app: subject.program.pid, postmaster: cluster.pid() };
        subject.rounds.push(await measureRound(pids, () => load(subject)));
        process.stderr.write(`round ${round + 1} of ${rounds}: ${subject.program.name}\n`);
      }
    }
    return await conclude(subjects);
  } finally {
    await Promise.all(subjects.map(({ program }) => program.stop()));
    await cluster.stop();
  }
}

async function loadOne(
  subject: Subject,
  { phoneNumberId, appSecret, workspaceId }: ReturnType<typeof createTenant>,
) {
  const from = subject.sent;
  subject.sent += webhooksEach;
  const path = `/webhooks/whatsapp/${workspaceKeyOf(workspaceId)}`;
  const { url } = subject.program;
  const order = {
    url,
    path,
    appSecret,
    phoneNumberId,
    clients,
    customers,
    count: webhooksEach,
    from,
    firstSentAt,
  };
  return await runLoad(order, signal);
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

async function conclude(subjects: readonly Subject[]): Promise<boolean> {
  const stored = new Map<ProgramName, Stored>();
  for (const { program, database, sent } of subjects) {
    stored.set(program.name, { acknowledged: sent, tables: await countRows(database) });
  }
  const slips = findMissingRows(stored);
  if (slips.length > 0) {
    console.error(`The numbers are void:\n${slips.join("\n")}`);
    return false;
  }
  const measured = new Map(subjects.map(({ program, rounds }) => [program.name, rounds]));
  const results = judge(measured);
  console.log(describe(measured, results));
  writeResults(join(import.meta.dirname, "results.json"), results);
  return results.every(({ holds }) => holds);
}
