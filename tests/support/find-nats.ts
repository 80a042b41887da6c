import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "@nats-io/transport-node";
import { eventually } from "./eventually.ts";

/** A NATS for tests: one that answers on this machine, or one that is started for them. */
export type TestNats = { url: string; stop(): Promise<void> };

const usualUrl = "nats://127.0.0.1:4222";

/** Null where there is none, which is said: nothing is installed for the tests. Others may use the same server. */
export async function findNats(): Promise<TestNats | null> {
  if (await answers(usualUrl)) {
    return { url: usualUrl, stop: async () => undefined };
  }
  const started = await startNats();
  if (started === null) {
    process.stdout.write(
      `Tests of NATS are skipped: nobody answers at ${usualUrl}, and there is no nats-server in PATH.\n`,
    );
  }
  return started;
}

async function answers(url: string): Promise<boolean> {
  try {
    const connection = await connect({ servers: url, reconnect: false, timeout: 1_000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

async function startNats(): Promise<TestNats | null> {
  const child = spawn("nats-server", ["--addr", "127.0.0.1", "--port", "-1"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (bytes) => (said += String(bytes)));
  let isOver = false;
  const over = Promise.race([once(child, "close"), once(child, "error")]).finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  const address = /Listening for client connections on (127\.0\.0\.1:\d+)/;
  await eventually(() => isOver || address.test(said));
  const [, place] = address.exec(said) ?? [];
  return place === undefined
    ? null
    : {
        url: `nats://${place}`,
        async stop() {
          child.kill();
          await over;
        },
      };
}
