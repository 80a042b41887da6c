import { startEmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import { createLog } from "#server/log.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import type { BenchRun } from "./bench-run.ts";
import { findMissingRows, type Stored } from "./check-rows.ts";
import { countRows } from "./count-rows.ts";
import type { Measured } from "./goals.ts";
import { measureRound, type Round } from "./measure-round.ts";
import { against, type ProgramName } from "./programs.ts";
import { median } from "./quantile.ts";
import { describeRounds } from "./report.ts";
import { runLoad } from "./run-load.ts";
import { type Program, spawnProgram } from "./spawn-program.ts";
import { analyze, type BenchDatabase, createTenant, prepareDatabase } from "./tenant.ts";

const clients = 64;
const customers = 2_000;
const webhooksEach = 8_000;
/** Until the code of all programs is compiled: ours is the largest and gets no faster after three. */
const warmUps = 3;
const rounds = 5;
/** Messages begin an hour ago: none lies in the future, where it would be taken for one of now. */
const firstSentAt = Math.floor(Date.now() / 1000) - 3_600;

type Subject = { program: Program; database: BenchDatabase; sent: number; rounds: Round[] };

const names: ProgramName[] = ["ours", ...Object.values(against)];

/** G1, G1r, G3: all programs side by side over one PostgreSQL; throws when rows are missing afterwards. */
export async function measureIngest({ folder, signal }: BenchRun): Promise<Measured[]> {
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
    const load = (subject: Subject) => loadOne(subject, tenant, signal);
    for (const subject of subjects) {
      for (let warmUp = 0; warmUp < warmUps; warmUp += 1) {
        await load(subject);
        await analyze(subject.database);
      }
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
  signal: AbortSignal,
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

async function conclude(subjects: readonly Subject[]): Promise<Measured[]> {
  const stored = new Map<ProgramName, Stored>();
  for (const { program, database, sent } of subjects) {
    stored.set(program.name, { acknowledged: sent, tables: await countRows(database) });
  }
  const slips = findMissingRows(stored);
  if (slips.length > 0) {
    throw new Error(`The numbers are void:\n${slips.join("\n")}`);
  }
  const rounds = new Map(subjects.map((subject) => [subject.program.name, subject.rounds]));
  console.log(`${describeRounds(rounds)}\n`);
  const ids = ["G1", "G1r", "G3"] as const;
  return ids.map((id) => ({ id, value: compare(rounds.get("ours") ?? [], rounds.get(against[id]) ?? []) }));
}

/** Each round's own pair, then the median, so that a slow minute of the machine hits both sides. */
function compare(ours: readonly Round[], theirs: readonly Round[]): number {
  const ratios = ours.map(({ totalMicros }, index) => (theirs[index]?.totalMicros ?? 0) / totalMicros);
  return Math.round(median(ratios) * 1000) / 1000;
}
