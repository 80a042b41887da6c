import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readConfig } from "./config.ts";
import { endOnSignals } from "./end-on-signals.ts";
import { createLog } from "./log.ts";
import { explainStartError, StartError, startServer } from "./start-server.ts";

const webFolder = fileURLToPath(new URL("../../dist/web", import.meta.url));

try {
  const ending = endOnSignals();
  const config = readConfig();
  if (existsSync(`${config.dataDir}/demo-of-the-simulators`)) {
    throw new StartError(`${config.dataDir} holds the demo. Start with another DATA_DIR.`);
  }
  const starting = startServer({ config, log: createLog(config.logLevel), webFolder });
  const server = await ending.open(starting, (one) => one.stop());
  process.stdout.write(`Messaging Center answers at ${config.publicUrl ?? server.url}\n`);
  const link = await ending.untilEnd(server.setupLink());
  if (link !== null) {
    process.stdout.write(`There is no owner yet. This link makes one, once, within 24 hours:\n${link}\n`);
  }
} catch (error) {
  const sentence = explainStartError(error);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exitCode = 1;
}
