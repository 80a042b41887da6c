import { newId } from "#server/ids.ts";
import { beginText, openPool, readInput } from "./begin.ts";
import { serveWebhooks } from "./serve-webhooks.ts";

/** G3: one raw insert and one commit for each webhook, on ten connections, as a plain program would do it. */
const input = readInput();
const pool = openPool(input, 10);

await serveWebhooks({
  appSecret: input.appSecret,
  async store(body) {
    const client = await pool.connect();
    try {
      await client.query(beginText(input));
      await client.query({
        name: "raw-single",
        text: `insert into webhook_journal (workspace_id, id, received_at, source, body) values ($1, $2, now(), 'whatsapp', $3)`,
        values: [input.workspaceId, newId(), body],
      });
      await client.query("commit");
    } finally {
      client.release();
    }
  },
});
