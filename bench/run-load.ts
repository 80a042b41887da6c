import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { LoadOrder, LoadReport } from "./generate-load.ts";

/** Runs the load generator in a process of its own, to its end; fails when one webhook was not answered 200. */
export async function runLoad(order: LoadOrder, signal: AbortSignal): Promise<LoadReport> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "generate-load.ts")], {
    env: { PATH: process.env.PATH, BENCH_ORDER: JSON.stringify(order) },
    stdio: ["ignore", "pipe", "inherit"],
    signal,
    killSignal: "SIGKILL",
  });
  const [printed, ended] = await Promise.all([text(child.stdout), once(child, "exit")]);
  const code: unknown = ended[0];
  if (code !== 0) {
    throw new Error(`The load generator ended with code ${String(code)}`);
  }
  const report = JSON.parse(printed) as LoadReport;
  if (report.acknowledged !== order.count) {
    throw new Error(
      `${order.count - report.acknowledged} of ${order.count} webhooks were not answered with 200`,
    );
  }
  return report;
}
