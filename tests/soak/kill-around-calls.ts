import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Person, startDeliveryWorld } from "../support/delivery-world.ts";
import { eventually } from "../support/eventually.ts";
import type { DeliveryOrder } from "../support/programs/run-delivery.ts";

/** `doubled`: calls beyond one for a message. `uncalled`: sent by our own word, and the provider knows nothing of it. */
export type CallKillsReport = {
  killed: number;
  submitted: number;
  calls: number;
  doubled: number;
  uncalled: number;
  /** Rows of the queue that are left. */
  left: number;
  ends: Record<string, number>;
};

const program = join(import.meta.dirname, "..", "support", "programs", "run-delivery.ts");
const processesAtOnce = 3;
const personsOfARound = 12;
/** Fewer than the 45 that one customer may get in a burst, else the last ones would wait. */
const mostForOne = 40;

/** Kills delivery processes in the midst of calls, three a round and each round a little later; a last one sends the rest. */
export async function killAroundCalls({ rounds }: { rounds: number }): Promise<CallKillsReport> {
  const world = await startDeliveryWorld({ limits: { throughput: null, pair: null } });
  let children: ChildProcess[] = [];

  async function killAll(): Promise<void> {
    const dying = children.filter((child) => child.exitCode === null && child.signalCode === null);
    children = [];
    for (const child of dying) {
      child.kill("SIGKILL");
    }
    await Promise.all(dying.map((child) => once(child, "exit")));
  }

  function startProcess(): void {
    const order: DeliveryOrder = {
      appUrl: world.appUrl,
      graphUrl: world.api.url,
      accounts: [...world.accounts],
    };
    children.push(spawn(process.execPath, [program, JSON.stringify(order)], { stdio: "ignore" }));
  }

  /** As if the minute of the leases were over. */
  const endLeases = () =>
    world.sql(
      "update delivery_queue set leased_until = now() - interval '1 second' where lease_id is not null",
    );

  try {
    const people: Person[] = [];
    const groups = Math.ceil((rounds + 1) / mostForOne);
    for (let index = 0; index < groups * personsOfARound; index += 1) {
      people.push(await world.customerWrites(`3460090${String(index).padStart(4, "0")}`));
    }
    world.api.addFault({ kind: "slow-answer", delayMs: 40, times: null });
    let submitted = 0;
    const submit = async () => {
      const from = submitted;
      const first = from % people.length;
      const group = people.slice(first, first + personsOfARound);
      await world.submitMany(group, (index) => String(from + index));
      submitted += group.length;
    };
    for (let round = 0; round < rounds; round += 1) {
      const called = world.api.calls().length;
      await submit();
      for (let index = 0; index < processesAtOnce; index += 1) {
        startProcess();
      }
      await eventually(() => world.api.calls().length > called + (round % 4), { withinMs: 60_000 });
      await killAll();
      await endLeases();
    }
    world.api.clearFaults();
    await submit();
    await world.startDelivery().settled();
    const texts = world.api.calls().map(({ body }) => (body as { text: { body: string } }).text.body);
    const called = new Set(texts);
    const messages = await world.sql<{ text: string; status: string }>(
      "select text, status from messages where direction = 'out'",
    );
    const ends: Record<string, number> = {};
    for (const { status } of messages) {
      ends[status] = (ends[status] ?? 0) + 1;
    }
    return {
      killed: rounds * processesAtOnce,
      submitted,
      calls: texts.length,
      doubled: texts.length - called.size,
      uncalled: messages.filter(({ text, status }) => status === "sent" && !called.has(text)).length,
      left: (await world.sql("select from delivery_queue")).length,
      ends,
    };
  } finally {
    await killAll();
    await world.close();
  }
}
