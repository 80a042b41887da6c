import { createServer } from "node:http";
import { beginText, openPool, readInput } from "./begin.ts";

/**
 * G4: the page of the thread list, and nothing else: no key is checked, no answer is shaped. One statement in the
 * transaction and under the policy that ours has; the page is cut out by the view's index before anything is looked up.
 */
const input = readInput();
const pool = openPool(input, 10);

const page = {
  name: "page",
  text: `with page as materialized (
      select id, customer_id, last_message, last_activity_at, unread, waiting_since, waiting_channel_id,
        waiting_identity_id, status, snoozed_until, assignee_id, version
      from threads where workspace_id = $1 and status = 'open' and merged_into is null
      order by last_activity_at desc, id desc limit 51)
    select t.*, c.name, c.language, u.name as assignee, a.phone, a.email, w.windows, g.tags, h.channels
    from page t
    cross join (select array_agg(id order by created_at, id) as channels from channels
      where workspace_id = $1 and kind = 'whatsapp') h
    join customers c on c.workspace_id = $1 and c.id = t.customer_id
    left join auth.users u on u.id = t.assignee_id
    left join lateral (select min(value) filter (where kind in ('phone', 'wa_id')) as phone,
        min(value) filter (where kind = 'email') as email
      from addresses where workspace_id = $1 and customer_id = t.customer_id and valid_to is null) a on true
    left join lateral (select json_agg(json_build_object('channelId', channel_id, 'identityId', identity_id,
        'lastCustomerMessageAt', last_customer_message_at, 'refusedAttemptAt', refused_attempt_at)) as windows
      from windows where workspace_id = $1 and thread_id = t.id) w on true
    left join lateral (select json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color)) as tags
      from thread_tags x join tags g on g.workspace_id = $1 and g.id = x.tag_id
      where x.workspace_id = $1 and x.thread_id = t.id) g on true
    order by t.last_activity_at desc, t.id desc`,
  values: [input.workspaceId],
};

const server = createServer((_request, response) => {
  readPage().then(
    (body) => response.setHeader("content-type", "application/json; charset=utf-8").end(body),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  process.stdout.write(`The bare program answers at http://127.0.0.1:${port}\n`);
});
process.once("SIGTERM", () => process.exit(0));

async function readPage(): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query(beginText(input));
    const { rows } = await client.query(page);
    await client.query("commit");
    return JSON.stringify({ items: rows.slice(0, 50), hasMore: rows.length > 50 });
  } finally {
    client.release();
  }
}
