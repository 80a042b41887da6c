import { readFileSync } from "node:fs";
import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { spawnProgram, untilItSays } from "../tests/support/spawn-server.ts";
import type { BenchRun } from "./bench-run.ts";
import type { Measured } from "./goals.ts";
import { withHotel } from "./stand-hotel.ts";

const agents = 2_000;
const atOnce = 50;
/** Garbage of the opening goes, and a heartbeat or two come, before memory is read. */
const settleMs = 35_000;

/** G8: memory of the server for one connected agent to whom nothing happens, beside a bare server of streams. */
export async function measureStreams(run: BenchRun): Promise<Measured[]> {
  const bare = await measureBare(run);
  const ours = await withHotel(run, async ({ url, apiKey, pid }) =>
    growthOf(
      pid,
      { url: `${url}/api/v1/events`, headers: { authorization: `Bearer ${apiKey}` } },
      run.signal,
    ),
  );
  console.log(`KiB for each of ${agents} idle agents: ours ${ours.toFixed(1)}, bare ${bare.toFixed(1)}\n`);
  return [{ id: "G8", value: Math.round((ours / bare) * 10) / 10 }];
}

async function measureBare({ signal }: BenchRun): Promise<number> {
  const program = spawnProgram("bench/bare/hold-streams.ts", {});
  try {
    const [, url = ""] =
      / answers at (http:\S+)/.exec(await untilItSays(program, / answers at http:\S+/)) ?? [];
    return await growthOf(program.pid, { url, headers: {} }, signal);
  } finally {
    await program.stop();
  }
}

type Target = { url: string; headers: Record<string, string> };

/** KiB that a process grows for each stream; the first ones are opened before, so that code and pools are there. */
async function growthOf(pid: number, target: Target, signal: AbortSignal): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const open: IncomingMessage[] = [];
  const openMore = async (count: number): Promise<void> => {
    for (let from = 0; from < count; from += atOnce) {
      open.push(...(await Promise.all(Array.from({ length: atOnce }, () => openOne(agent, target)))));
    }
    await delay(settleMs, undefined, { signal });
  };
  try {
    await openMore(10 * atOnce);
    const before = residentKiB(pid);
    await openMore(agents);
    return (residentKiB(pid) - before) / agents;
  } finally {
    for (const stream of open) {
      stream.destroy();
    }
    agent.destroy();
  }
}

function openOne(agent: Agent, { url, headers }: Target): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode === 200) {
        response.on("error", () => undefined);
        response.resume();
        resolve(response);
      } else {
        reject(new Error(`A stream was answered with ${response.statusCode}`));
      }
    }).once("error", reject);
  });
}

/** Memory of a process that is in RAM (VmRSS, proc(5)). */
export function residentKiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}
