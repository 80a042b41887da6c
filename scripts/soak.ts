/**
 * Long runs of what `npm test` does for seconds: npm run test:soak [-- --seconds N --webhooks N --kills N --seed N] [-t words].
 * Six processes under load killed by chance, rolling restarts, power cuts of the app and of PostgreSQL, kills around the
 * provider call. Prints what was lost and doubled, and keeps it as JSON in soak-report.json.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runToEnd } from "./run-to-end.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    webhooks: { type: "string", default: "100000" },
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
    only: { type: "string", short: "t" },
  },
});

const root = join(import.meta.dirname, "..");
const directory = mkdtempSync(join(tmpdir(), "mc-soak-"));
const lines = join(directory, "reports.jsonl");
writeFileSync(lines, "");
console.log(`Seed ${values.seed}`);
try {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const only = values.only === undefined ? [] : ["-t", values.only];
  process.exitCode = await runToEnd(process.execPath, [vitest, "run", "--project", "soak", ...only], {
    ...process.env,
    SOAK: "yes",
    SOAK_SECONDS: values.seconds,
    SOAK_WEBHOOKS: values.webhooks,
    SOAK_KILLS: values.kills,
    SOAK_SEED: values.seed,
    SOAK_REPORT: lines,
  });
  const reports = readFileSync(lines, "utf8").trim().split("\n").filter(Boolean).map(parseReport);
  for (const { name, ...report } of reports) {
    console.log(`${name}\n${describe(report)}`);
  }
  const kept = join(root, "soak-report.json");
  writeFileSync(kept, `${JSON.stringify({ seed: Number(values.seed), reports }, null, 2)}\n`);
  console.log(`Kept in ${kept}`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

type Report = Record<string, unknown>;

function parseReport(line: string): Report {
  return JSON.parse(line) as Report;
}

/** One line for each number, those inside of parts by "part.name". */
function describe(report: Report, before = "  "): string {
  return Object.entries(report)
    .map(([name, value]) =>
      typeof value === "object" && value !== null
        ? describe({ ...value }, `${before}${name}.`)
        : `${before}${name}: ${String(value)}`,
    )
    .join("\n");
}
