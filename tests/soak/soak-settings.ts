import { appendFileSync } from "node:fs";

/** What `npm run test:soak` asks for, by the environment of the run. */
export const soakSettings = {
  seed: Number(process.env.SOAK_SEED ?? 1),
  seconds: Number(process.env.SOAK_SECONDS ?? 60),
  webhooks: Number(process.env.SOAK_WEBHOOKS ?? 100_000),
  kills: Number(process.env.SOAK_KILLS ?? 200),
} as const;

/** Adds a report to the run's file, one JSON object a line. */
export function keepReport(name: string, report: object): void {
  const file = process.env.SOAK_REPORT;
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify({ name, ...report })}\n`);
  }
}
