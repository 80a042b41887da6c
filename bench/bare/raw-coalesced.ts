import { newId } from "#server/ids.ts";
import { beginText, openPool, readInput } from "./begin.ts";
import { inBatches, serveWebhooks } from "./serve-webhooks.ts";

/** G1r: nothing but the raw bodies, one statement and one commit for a batch. */
const input = readInput();
const pool = openPool(input, 1);

await serveWebhooks({ appSecret: input.appSecret, store: inBatches(store) });

async function store(bodies: readonly Buffer[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(beginText(input));
    let end = 1;
    const starts = bodies.map((body) => {
      const start = end;
      end += body.length;
      return start;
    });
    await client.query({
      name: "raw",
      text: `insert into webhook_journal (workspace_id, id, received_at, source, body)
             select $1, i, now(), 'whatsapp', substring($3::bytea from o for l)
             from unnest($2::uuid[], $4::int[], $5::int[]) as j(i, o, l)`,
      values: [
        input.workspaceId,
        bodies.map(() => newId()),
        Buffer.concat(bodies),
        starts,
        bodies.map((body) => body.length),
      ],
    });
    await client.query("commit");
  } finally {
    client.release();
  }
}
