import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { explainStartError, StartError, startServer } from "./start-server.ts";

const webFolder = fileURLToPath(new URL("../../dist/web", import.meta.url));
const stopWithinMs = 9_500;

try {
  const config = readConfig();
  if (existsSync(`${config.dataDir}/demo-of-the-simulators`)) {
    throw new StartError(`${config.dataDir} holds the demo. Start with another DATA_DIR.`);
  }
  const server = await startServer({ config, log: createLog(config.logLevel), webFolder });
  stopOnSignals(() => server.stop());
  process.stdout.write(`Messaging Center answers at ${config.publicUrl ?? server.url}\n`);
  const link = await server.setupLink();
  if (link !== null) {
    process.stdout.write(`There is no owner yet. This link makes one, once, within 24 hours:\n${link}\n`);
  }
} catch (error) {
  const sentence = explainStartError(error);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exitCode = 1;
}

/** Work in hand is ended in good order; a part that hangs does not hold the process for ever. */
function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), stopWithinMs).unref();
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
