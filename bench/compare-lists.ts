import { spawnProgram, untilItSays } from "../tests/support/spawn-server.ts";
import type { BareInput } from "./bare/begin.ts";
import type { BenchRun } from "./bench-run.ts";
import { median } from "./quantile.ts";
import { cpuMsOf, cpuMsOfPostgres } from "./read-cpu.ts";
import { inClosedLoop, readPage } from "./read-page.ts";
import type { HotelStand } from "./stand-hotel.ts";

const pairs = 5;
const clients = 4;
const requestsEach = 400;
const warmUp = 600;

/** G4: CPU time of a page of the thread list, ours / a bare program's over the same PostgreSQL; the median of the pairs. */
export async function compareLists({ signal }: BenchRun, stand: HotelStand): Promise<number> {
  const { appUrl, workspaceId, whatsappChannelId: channelId, apiKey, pid, postmaster } = stand;
  const input: BareInput = { url: appUrl, workspaceId, channelId, appSecret: "" };
  const bare = spawnProgram("bench/bare/list-threads.ts", { BENCH_INPUT: JSON.stringify(input) });
  try {
    const url = await untilItSays(bare, / answers at (\S+)/);
    const our = { url: `${stand.url}/api/v1/threads?status=open`, apiKey, app: pid, postmaster };
    const their = { url, apiKey: undefined, app: bare.pid, postmaster };
    await requireSamePage(our, their);
    for (const one of [our, their]) {
      await measure(one, warmUp);
    }
    const ratios: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      signal.throwIfAborted();
      // Who comes first changes from pair to pair.
      const theirFirst = pair % 2 === 0 ? null : await measure(their, requestsEach);
      const ours = await measure(our, requestsEach);
      const theirs = theirFirst ?? (await measure(their, requestsEach));
      process.stderr.write(`list: ours ${describe(ours)}, bare ${describe(theirs)}\n`);
      ratios.push(ours.total / theirs.total);
    }
    return Math.round(median(ratios) * 1_000) / 1_000;
  } finally {
    await bare.stop();
  }
}

type Side = { url: string; apiKey: string | undefined; app: number; postmaster: number };
type Cost = { app: number; postgres: number; total: number };

/** CPU time of one request in µs, the client's excluded. */
async function measure({ url, apiKey, app, postmaster }: Side, count: number): Promise<Cost> {
  const read = () => ({
    app: cpuMsOf(app, { withEndedChildren: true }),
    postgres: cpuMsOfPostgres(postmaster),
  });
  const before = read();
  await inClosedLoop({ clients, count }, () => readPage(url, apiKey));
  const after = read();
  const [ofApp, ofPostgres] = [after.app - before.app, after.postgres - before.postgres].map(
    (ms) => (ms * 1_000) / count,
  ) as [number, number];
  return { app: ofApp, postgres: ofPostgres, total: ofApp + ofPostgres };
}

function describe({ app, postgres, total }: Cost): string {
  return `${Math.round(app)} + ${Math.round(postgres)} = ${Math.round(total)} µs`;
}

/** A program that answers something else would be no yardstick. */
async function requireSamePage(our: Side, their: Side): Promise<void> {
  const [ours, theirs] = await Promise.all([readPage(our.url, our.apiKey), readPage(their.url)]);
  const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id).join(",");
  if (ours.items.length !== 50 || idsOf(ours) !== idsOf(theirs)) {
    throw new Error("The bare program lists other threads than ours: the numbers are void.");
  }
}
