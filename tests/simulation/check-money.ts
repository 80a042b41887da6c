import type { ChargeRow, MessageRow } from "#server/record/rows.ts";
import type { History } from "./history.ts";
import type { Rows } from "./store.ts";
import { BrokenPromise } from "./world.ts";

const estimated = new Set<string>(["sending", "unknown", "held", "sent"]);
const reached = new Set<string>(["delivered", "read", "played"]);

/** I9: every message is charged once, by its last line, and the month's free texts are counted once. */
export function checkMoney({ sent }: History, { charges, messages, allowances }: Rows): void {
  const lines = Map.groupBy(charges, ({ messageId }) => messageId);
  for (const row of messages) {
    const own = lines.get(row.id) ?? [];
    const isTried = (sent.get(row.id)?.tries.length ?? 0) > 0;
    checkLines(row, own, isTried);
  }
  const counted = new Map<string, number>();
  for (const [messageId, own] of lines) {
    const last = own.at(-1);
    const row = messages.find(({ id }) => id === messageId);
    if (last !== undefined && last.state !== "dropped" && last.category === "service") {
      const key = `${row?.channelId} ${last.day.slice(0, 7)} ${last.state}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
  }
  for (const { channelId, month, ...numbers } of allowances) {
    for (const state of ["confirmed", "estimated"] as const) {
      const times = counted.get(`${channelId} ${month} ${state}`) ?? 0;
      if (numbers[state] !== times) {
        throw new BrokenPromise(
          "I9 counted once",
          `${numbers[state]} ${state} free texts in ${month}, ${times} are true`,
        );
      }
    }
  }
}

function checkLines(row: MessageRow, own: readonly ChargeRow[], isTried: boolean): void {
  const isCharged = row.direction === "out" && (row.kind === "text" || row.kind === "template");
  const state = !isCharged
    ? null
    : reached.has(row.status)
      ? "confirmed"
      : estimated.has(row.status)
        ? "estimated"
        : null;
  const last = own.at(-1);
  const mayBe =
    state ?? (last === undefined || row.status === "queued" || !isTried ? (last?.state ?? null) : "dropped");
  if ((last?.state ?? null) !== mayBe) {
    throw new BrokenPromise(
      "I9 a charge follows its message",
      `${row.id} is ${row.status}, its charge ${last?.state}`,
    );
  }
  if (!isCharged && last !== undefined) {
    throw new BrokenPromise("I9 only messages of ours are charged", row.id);
  }
  for (const [index, line] of own.entries()) {
    const before = own[index - 1];
    const { entry: _, recordedAt: __, ...says } = line;
    const { entry: ___, recordedAt: ____, ...said } = before ?? line;
    if (before !== undefined && JSON.stringify(says) === JSON.stringify(said)) {
      throw new BrokenPromise("I9 counted once", `${row.id} has the same line twice: ${line.state}`);
    }
  }
}
