import type { LoadReport } from "./generate-load.ts";
import { cpuMsOf, cpuMsOfPostgres } from "./read-cpu.ts";

/** One program under one load: CPU time in µs per webhook, without the generator. */
export type Round = {
  appMicros: number;
  postgresMicros: number;
  totalMicros: number;
  perSecond: number;
  medianMs: number;
  p99Ms: number;
};

/** Reads the CPU clocks of a program and of PostgreSQL around a load. */
export async function measureRound(
  pids: { app: number; postmaster: number },
  load: () => Promise<LoadReport>,
): Promise<Round> {
  const before = readClocks(pids);
  const { acknowledged, seconds, medianMs, p99Ms } = await load();
  const after = readClocks(pids);
  const microsEach = (ms: number) => (ms * 1000) / acknowledged;
  const appMicros = microsEach(after.app - before.app);
  const postgresMicros = microsEach(after.postgres - before.postgres);
  return {
    appMicros,
    postgresMicros,
    totalMicros: appMicros + postgresMicros,
    perSecond: acknowledged / seconds,
    medianMs,
    p99Ms,
  };
}

function readClocks({ app, postmaster }: { app: number; postmaster: number }) {
  return { app: cpuMsOf(app, { withEndedChildren: true }), postgres: cpuMsOfPostgres(postmaster) };
}
