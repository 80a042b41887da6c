import { join } from "node:path";
import { readConfig } from "#server/config.ts";
import { endOnSignals } from "#server/end-on-signals.ts";
import { createLog } from "#server/log.ts";
import { explainStartError, type RunningServer, StartError, startServer } from "#server/start-server.ts";
import { workspaceKeyOf } from "#server/workspace-key.ts";
import { type Clock, createClock } from "../simulators/clock.ts";
import { buildWeb, webFolder } from "./build-web.ts";
import { arrangeInbox } from "./demo/arrange-inbox.ts";
import { connectHotel } from "./demo/connect-hotel.ts";
import { removeDemoFile, writeDemoFile } from "./demo/demo-file.ts";
import { people } from "./demo/history.ts";
import { hotel } from "./demo/hotel.ts";
import { liveThePast } from "./demo/live-the-past.ts";
import { type DemoState, openDemoFolder, readDemoState, saveDemoState } from "./demo/open-demo.ts";
import { resumeClock } from "./demo/resume-clock.ts";
import { settleAll } from "./demo/settle-all.ts";
import { setUpOwner, signIn } from "./demo/sign-in.ts";
import { type Outside, startOutside } from "./demo/start-outside.ts";

/** Asked to end while it starts, it first has to come up, on a slow machine too. */
const endWithinMs = 45_000;
const pastMs = 7 * 86_400_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  await runDemo(process.argv.includes("--fresh"));
} catch (error) {
  const sentence = explainStartError(error);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
}

/** Everything on this machine: the server, Meta and the mail provider as simulators, and a small hotel. */
async function runDemo(fresh: boolean): Promise<void> {
  const ending = endOnSignals({ withinMs: endWithinMs });
  const config = readConfig();
  say("Building the screen if it is not there yet…");
  await ending.untilEnd(buildWeb());
  const folder = await ending.untilEnd(openDemoFolder(config.dataDir, { fresh }));
  process.once("exit", () => removeDemoFile(folder));
  const clock = createClock();
  resumeClock(clock, folder);
  const outside = await ending.open(openOutside(clock, { port: config.simulatorPort, folder }), (one) =>
    one.close(),
  );
  say("Starting PostgreSQL and the server…");
  const starting = startServer({
    config: { ...config, dataDir: folder, graphUrl: outside.cloudApi.url },
    log: createLog(process.env.LOG_LEVEL === undefined ? "warn" : config.logLevel),
    webFolder,
    now: clock.now,
    clock: { set: async (now) => void clock.set(now), onJump: clock.onChange },
    demo: { simulatorUrl: outside.cloudApi.url, hasGuide: true },
  });
  const server = await ending.open(starting, async (one) => {
    removeDemoFile(folder);
    await one.stop();
  });
  const state =
    readDemoState(folder) ?? (await ending.untilEnd(makeHotel({ folder, server, outside, clock })));
  outside.cloudApi.setWebhookUrl(webhookUrl(server, state.workspaceId));
  await greet(folder, { server, outside, state });
}

async function openOutside(
  clock: Clock,
  { port, folder }: { port: number; folder: string },
): Promise<Outside> {
  const state = readDemoState(folder);
  const customers = Object.values(people).flatMap(({ name, email }) =>
    email === null ? [] : [{ name, address: email }],
  );
  return await startOutside({
    clock,
    port,
    customers,
    cloudApi: { stateFile: join(folder, "phones.json") },
    // The connected mailbox is found again where it was.
    mail: {
      smtpPort: state?.smtpPort ?? 0,
      imapPort: state?.imapPort ?? 0,
      stateFile: join(folder, "mails.json"),
    },
  }).catch((error: unknown) => {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const taken = isTaken && "port" in error ? Number(error.port) : port;
    throw isTaken ? new StartError(takenPort(taken, port), { cause: error }) : error;
  });
}

function takenPort(taken: number, simulatorPort: number): string {
  return taken === simulatorPort
    ? `Port ${taken} of the simulators is taken by another program. Set SIMULATOR_PORT to a free one.`
    : `Port ${taken} of the demo's mailbox is taken by another program. End it, or begin anew with --fresh.`;
}

type Parts = { folder: string; server: RunningServer; outside: Outside; clock: Clock };

async function makeHotel({ folder, server, outside, clock }: Parts): Promise<DemoState> {
  // The hotel was there before its guests wrote: what is older than a connection opens no window.
  clock.set(Date.now() - pastMs);
  say("Setting up the hotel: two numbers, a mailbox, its customers and their last week…");
  const api = await setUpOwner(server.url, {
    link: (await server.setupLink()) ?? "",
    workspaceName: hotel.name,
    owner: hotel.owner,
    timeZone: hotel.timeZone,
  });
  await api.post("/members", { ...hotel.agent, role: "agent" });
  const session = await api.get<{ workspace: { id: string } }>("/session");
  const workspaceId = session.workspace.id;
  outside.cloudApi.setWebhookUrl(webhookUrl(server, workspaceId));
  const channels = await connectHotel(api, outside);
  const { key } = await api.post<{ key: string }>("/api-keys", {
    name: "Demo",
    scopes: ["read", "write", "admin"],
  });
  const agent = await signIn(server.url, hotel.agent);
  await liveThePast({
    api,
    agent,
    outside,
    clock,
    ...channels,
    settle: () => settleAll(server, outside),
    arrange: (threads) => arrangeInbox({ api, agent, threads }),
    progress: (done, all) => (done % 8 === 0 ? say(`  ${done} of ${all} things that happened`) : undefined),
  });
  const { smtpPort, imapPort } = outside.mail;
  const state = { workspaceId, apiKey: key, smtpPort, imapPort, ...channels };
  saveDemoState(folder, state);
  return state;
}

function webhookUrl(server: RunningServer, workspaceId: string): string {
  return `${server.url}/webhooks/whatsapp/${workspaceKeyOf(workspaceId)}`;
}

async function greet(
  folder: string,
  { server, outside, state }: { server: RunningServer; outside: Outside; state: DemoState },
): Promise<void> {
  const { email, password } = hotel.owner;
  say(`
Messaging Center   ${server.url}
  sign in with     ${email}
  password         ${password}

The customer's phone and clock   ${outside.cloudApi.url}
The customer's mailbox           ${outside.cloudApi.url}/mail

Ctrl+C ends the demo; its data stay in ${folder} (npm run demo -- --fresh begins anew).`);
  await writeDemoFile(folder, {
    url: server.url,
    simulatorUrl: outside.cloudApi.url,
    email,
    password,
    apiKey: state.apiKey,
    workspaceKey: workspaceKeyOf(state.workspaceId),
    whatsappChannelId: state.whatsappChannelId,
    emailChannelId: state.emailChannelId,
    phoneNumberId: hotel.phoneNumberId,
    wabaId: hotel.wabaId,
    phoneNumberId2: hotel.phoneNumberId2,
    verifyToken: hotel.verifyToken,
    appSecret: hotel.appSecret,
    accessToken: hotel.accessToken,
  });
}
