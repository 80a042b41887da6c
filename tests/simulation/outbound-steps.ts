import type { Attempt } from "#server/delivery/attempt.ts";
import type { Receipt } from "#server/delivery/receipt.ts";
import { checkCall } from "./check-call.ts";
import { channels, mailbox, people } from "./hotel.ts";
import type { Step } from "./steps.ts";
import type { Worker, World } from "./world.ts";

/** A slot may be used this much later than planned, as by the pacer. */
const toleranceMs = 8;
/** A message whose new slot is further away goes back into the queue, as by the dispatcher. */
const longestWaitMs = 2_000;

/** A worker takes due messages in hand. */
export async function claimMessages(world: World, number: number): Promise<void> {
  const worker = workerOf(world, number);
  const at = world.clocks.of(worker.name);
  for (const attempt of await world.store.claim(worker.name)) {
    worker.hand.push(attempt);
    const { messageId, attemptId, outbound } = attempt;
    if (outbound.automatic) {
      rememberAutomatic(world, attempt);
    }
    const name = outbound.providerId === null ? null : `${mailbox} ${outbound.providerId}`;
    world.history.tryToSend(messageId, { attemptId, name, at });
  }
}

/** A worker calls the provider for the first attempt in its hand, at its slot and after a last look. */
export async function callProvider(world: World, step: Extract<Step, { do: "call" }>): Promise<void> {
  const worker = workerOf(world, step.worker);
  const attempt = worker.hand.shift();
  if (attempt === undefined) {
    return;
  }
  const { clocks, rules, provider } = world;
  const slot = await waitForSlot(world, worker, attempt);
  const now = () => clocks.of(worker.name);
  const verdict =
    slot === "call" ? rules.decideCall(attempt, { now: now(), localNow: clocks.database() }) : slot;
  if (verdict !== "call") {
    worker.receipts.push({ attempt, at: now(), kind: "not-called", because: verdict });
    return;
  }
  checkCall(world, { attempt, now: now() });
  const outcome = provider.call(attempt, { ...step, at: clocks.database(), stampAt: clocks.of("meta") });
  worker.receipts.push({ attempt, at: now(), kind: "called", outcome });
}

/** A worker stores what it knows of its calls. */
export async function storeReceipts(world: World, number: number): Promise<void> {
  const worker = workerOf(world, number);
  const receipts = worker.receipts.splice(0);
  if (receipts.length > 0) {
    await world.store.storeReceipts(worker.name, receipts);
    for (const receipt of receipts) {
      remember(world, receipt);
    }
  }
}

function workerOf({ workers }: World, number: number): Worker {
  const worker = workers[number % workers.length];
  if (worker === undefined) {
    throw new Error(`no worker ${number}`);
  }
  return worker;
}

async function waitForSlot(
  { clocks, store }: World,
  worker: Worker,
  attempt: Attempt,
): Promise<"call" | "throughput"> {
  if (attempt.perSecond === null) {
    return "call";
  }
  let slotAt = attempt.slotAt;
  if (clocks.database() > slotAt + toleranceMs + 0.01) {
    slotAt = await store.redraw(worker.name, attempt);
  }
  if (slotAt > clocks.database() + longestWaitMs) {
    return "throughput";
  }
  // The database tells its time with a fraction too small to count.
  clocks.pass(Math.ceil(Math.max(0, slotAt - clocks.database() - 0.01)));
  return "call";
}

/** An automatic message is the product's own; the history hears of it when it is tried. */
function rememberAutomatic({ history }: World, { messageId, channelId, outbound }: Attempt): void {
  if (!history.sent.has(messageId)) {
    const channel = channels.findIndex(({ id }) => id === channelId);
    const customer = people.findIndex((person) => isAt(person, outbound.destination.value));
    const kind = channel === mailbox ? "email" : "text";
    history.submit({ id: messageId, customer, channel, kind, category: "service", isAutomatic: true, at: 0 });
  }
}

function isAt({ typed, waId, bsuid, email }: (typeof people)[number], value: string): boolean {
  return value === typed || value === `+${waId}` || value === bsuid || value === email;
}

function remember({ history }: World, receipt: Receipt): void {
  const { attempt, at } = receipt;
  const { attemptId, channelId } = attempt;
  const channel = channels.findIndex(({ id }) => id === channelId);
  const report = (status: string, reason: string | null, isTransient: boolean, providerId: string | null) =>
    history.report(
      { attemptId, name: providerId === null ? null : `${channel} ${providerId}` },
      { status, reason, isTransient, at, receivedAt: at, isAnswer: true },
    );
  if (receipt.kind === "not-called") {
    report("failed", "no-call", true, null);
    return;
  }
  const { outcome } = receipt;
  switch (outcome.kind) {
    case "accepted":
      return report(outcome.held ? "held" : "sent", null, false, outcome.providerId);
    case "refused":
      return report("failed", outcome.failure.reason, outcome.retryable, null);
    case "unknown":
      return report("unknown", null, false, null);
    default:
      return outcome satisfies never;
  }
}
