import { seedMessages } from "../tests/support/seed-messages.ts";
import type { BenchRun } from "./bench-run.ts";
import { compareGrowth } from "./compare-growth.ts";
import { compareLists } from "./compare-lists.ts";
import type { Measured } from "./goals.ts";
import { type HotelStand, withHotel } from "./stand-hotel.ts";

const few = 10_000;
/** 1 M unless asked for more: 10 M take a while to seed. */
const many = Number(process.env.BENCH_MESSAGES ?? 1_000_000);

/** G4 and G5: the same hotel with a little history and with much, each a server and a PostgreSQL of its own. */
export async function measureReading(run: BenchRun): Promise<Measured[]> {
  return await withHistory(run, few, (small) =>
    withHistory(run, many, async (large) => [
      { id: "G4", value: await compareLists(run, large) },
      { id: "G5", value: await compareGrowth(run, { small, large }) },
    ]),
  );
}

async function withHistory<Answer>(
  run: BenchRun,
  messages: number,
  use: (stand: HotelStand) => Promise<Answer>,
): Promise<Answer> {
  return await withHotel(run, async (stand) => {
    const { owner, workspaceId, whatsappChannelId: channelId } = stand;
    const startedAt = performance.now();
    await seedMessages(owner, { workspaceId, channelId, messages, assigneeId: workspaceId, now: Date.now() });
    await owner.query("checkpoint").catch(() => undefined);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    process.stderr.write(`${messages} messages seeded in ${seconds} s\n`);
    run.signal.throwIfAborted();
    return await use(stand);
  });
}
