import { access, constants, mkdir } from "node:fs/promises";
import type { Logger } from "pino";
import type { Instant } from "#domain/time.ts";
import { BackupError } from "./backup/backup-error.ts";
import { type Composed, compose } from "./compose.ts";
import { type Config, ConfigError } from "./config.ts";
import type { ClockControl } from "./control-clock.ts";
import { DatabaseStartError } from "./db/database-start-error.ts";
import { issueSetupLink } from "./features/session/issue-setup-link.ts";
import { listeningUrl } from "./listening-url.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";
import { keyBytesOf, readOrMakeSecretKey } from "./secret-key.ts";

/** A server that answers. */
export type RunningServer = {
  url: string;
  ctx: Composed["ctx"];
  settled(): Promise<void>;
  /** The one-time link that makes the owner; null when there is one. */
  setupLink(): Promise<string | null>;
  stop(): Promise<void>;
};

export type StartOptions = {
  config: Config;
  log: Logger;
  /** Folder of the built web; null: the API alone. */
  webFolder: string | null;
  /** Tests bring a migrated database of their own. */
  database?: OpenDatabase;
  /** Demo and tests: a clock that can be moved, and where the simulators are. */
  now?(): Instant;
  clock?: ClockControl;
  demo?: { simulatorUrl: string; hasGuide?: boolean };
};

/** A start that can't go on, in one sentence for the person who started it. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Database, parts, port, in this order; whatever fails, all that was started before is ended. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config, log } = options;
  const now = options.now ?? Date.now;
  await prepareDataDir(config.dataDir);
  const secretKey = config.secretKey ?? (await readOrMakeSecretKey(config.dataDir));
  if (keyBytesOf(secretKey) === null) {
    throw new StartError(`${config.dataDir}/secret.key is damaged. Put it back from a backup.`);
  }
  const database = options.database ?? (await openDatabase(config, log, now()));
  let composed: Composed | null = null;
  try {
    composed = await compose({
      config,
      database,
      secretKey,
      log,
      now,
      clock: options.clock ?? null,
      demo: options.demo ?? null,
      webFolder: options.webFolder,
    });
    const url = await listen(composed, config);
    return runningServer(composed, { database, url, publicUrl: config.publicUrl });
  } catch (error) {
    await composed?.stop();
    await database.close();
    throw error;
  }
}

function runningServer(
  composed: Composed,
  { database, url, publicUrl }: { database: OpenDatabase; url: string; publicUrl: string | null },
): RunningServer {
  let stopping: Promise<void> | null = null;
  const stopAll = async () => {
    try {
      await composed.stop();
    } finally {
      await database.close();
    }
  };
  return {
    url,
    ctx: composed.ctx,
    settled: composed.settled,
    setupLink: () => issueSetupLink(composed.ctx, publicUrl ?? url),
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
  };
}

/** Media lie there even when the database and the key come from elsewhere. */
async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new StartError(`The data folder ${dataDir} can't be made or written${code}. Set DATA_DIR.`, {
      cause,
    });
  }
}

/**
 * How many connections may wait to be taken, as far as the system lets them (4,096 on Linux). With Node's 511 a crowd that
 * comes within a few turns of the event loop has connections reset, and its sender sees no answer at all.
 */
const mostWaitingConnections = 4_096;

async function listen({ app }: Composed, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port, backlog: mostWaitingConnections });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EADDRINUSE") {
      throw new StartError(`Port ${port} is taken by another program. Set PORT to a free one.`, {
        cause: error,
      });
    }
    if (code !== null) {
      throw new StartError(`Can't listen on ${host}:${port}: ${String(code)}. Set HOST and PORT.`, {
        cause: error,
      });
    }
    throw error;
  }
  return listeningUrl(app);
}

/** The sentence for a failed start; null: not foreseen, the stack says more. */
export function explainStartError(error: unknown): string | null {
  const isForeseen =
    error instanceof StartError ||
    error instanceof ConfigError ||
    error instanceof DatabaseStartError ||
    error instanceof BackupError;
  return isForeseen ? error.message : null;
}
