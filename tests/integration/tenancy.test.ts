import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "#contract/route.ts";
import { type RouteName, routes } from "#contract/routes.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { createApiKey } from "#server/features/api-keys/create-api-key.ts";
import { createWorkspace } from "#server/features/session/create-workspace.ts";
import { newId } from "#server/ids.ts";
import { addNumber, type Caller, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

/** Things of the other workspace, by what an id names. */
type Foreign = {
  thread: string;
  message: string;
  customer: string;
  address: string;
  key: string;
  attachment: string;
  channel: string;
  identity: string;
  member: string;
  tag: string;
  cannedReply: string;
  invitation: string;
  quarantined: string;
  template: string;
  templateDraft: string;
  templateAlarm: string;
  rateCard: string;
  upload: string;
};

/** What the id in each route's path names. A new route with an id must be added here, or the test fails. */
const pathIds: Partial<Record<RouteName, keyof Foreign>> = {
  updateMember: "member",
  revokeInvitation: "invitation",
  updateChannel: "channel",
  checkChannel: "channel",
  getChannelHealth: "channel",
  disconnectChannel: "channel",
  revokeApiKey: "key",
  getThread: "thread",
  updateThread: "thread",
  markThreadRead: "thread",
  markThreadUnread: "thread",
  markPresence: "thread",
  listMessages: "thread",
  sendMessage: "thread",
  resendMessage: "message",
  withdrawMessage: "message",
  addAddress: "customer",
  getCustomer: "customer",
  updateCustomer: "customer",
  getCustomerCosts: "customer",
  getRateCard: "rateCard",
  dismissSuggestion: "customer",
  mergeCustomers: "customer",
  unmergeCustomers: "customer",
  separateAccount: "customer",
  updateAddress: "address",
  endAddress: "address",
  listConversations: "thread",
  getAttachment: "attachment",
  putDraft: "thread",
  updateCannedReply: "cannedReply",
  deleteCannedReply: "cannedReply",
  updateTag: "tag",
  deleteTag: "tag",
  getQuarantinedBody: "quarantined",
  replayQuarantined: "quarantined",
  refreshTemplate: "template",
  putTemplateSources: "template",
  deleteTemplate: "template",
  unpauseTemplate: "template",
  updateTemplateDraft: "templateDraft",
  deleteTemplateDraft: "templateDraft",
  submitTemplateDraft: "templateDraft",
  dismissTemplateAlarm: "templateAlarm",
};

const templateContent = {
  name: "intrusa",
  language: "es",
  category: "utility",
  parameterFormat: "positional",
  components: [],
  ttlSeconds: null,
};

/** Bodies that would do something if the id were the caller's own. */
const bodies: Partial<Record<RouteName, () => object>> = {
  updateMember: () => ({ active: false }),
  updateChannel: () => ({ name: "Mine" }),
  updateThread: () => ({ version: 1, status: "resolved" }),
  markPresence: () => ({ state: "viewing" }),
  sendMessage: () => ({ kind: "note", clientId: newId(), text: "Hola" }),
  resendMessage: () => ({ clientId: newId() }),
  addAddress: () => ({ email: "intruder@example.com" }),
  putDraft: () => ({ kind: "note", text: "Hola", subject: null, answersId: null, version: 1 }),
  updateCannedReply: () => ({ version: 1, shortcut: "intrusa", text: "Hola" }),
  updateCustomer: () => ({ version: 1, name: "Intruder" }),
  dismissSuggestion: () => ({ customerId: newId() }),
  mergeCustomers: () => ({ otherId: newId() }),
  unmergeCustomers: () => ({ otherId: newId() }),
  separateAccount: () => ({ identityId: newId() }),
  updateAddress: () => ({ phone: "+34600900066" }),
  updateTag: () => ({ name: "Intrusa", color: "grey" }),
  putTemplateSources: () => ({ sources: {} }),
  updateTemplateDraft: () => ({ ...templateContent, version: 1 }),
};

describe("two workspaces in one database (S5)", () => {
  let hotel: Hotel;
  let other: Caller;
  let otherId: string;
  let foreign: Foreign;
  let ownThread: string;
  let ownChannel: string;

  beforeAll(async () => {
    hotel = await startHotel();
    otherId = newId();
    const { db, workspaceId } = { db: hotel.db, workspaceId: otherId };
    const owner = { name: "Otro", email: "other@example.com", password: "another password" };
    const place = { name: "Otro hotel", timeZone: "Europe/Madrid", country: "ES", currency: "USD" };
    const { key, userId } = await withWorkspaces(db, [workspaceId], async (db) => {
      const made = await createWorkspace(db, hotel.parts.authSettings, {
        workspaceId,
        ...place,
        owner,
        now: hotel.clock.now,
      });
      const scopes = ["admin"] as const;
      const { key } = await createApiKey(db, { workspaceId, name: "k", scopes, createdBy: null });
      return { key, userId: made.userId };
    });
    other = hotel.as({ authorization: `Bearer ${key}` });
    foreign = await fill(otherId, other, userId);
    const own = await fill(hotel.workspaceId, hotel.owner, hotel.ownerId);
    ownThread = own.thread;
    ownChannel = own.channel;
  });

  afterAll(() => hotel.close());

  async function fill(workspaceId: string, call: Caller, member: string): Promise<Foreign> {
    // The same number and the same customer in both: nothing but the workspace tells them apart.
    const channel = await addNumber(hotel, workspaceId);
    const at = hotel.clock.now;
    await customerWrites(hotel, { workspaceId, channelId: channel, waId: "34600900001", text: "Hola", at });
    const { body: threads } = await call("GET", "/threads");
    const [thread] = threads.items as { id: string; customer: { id: string } }[];
    const { body: messages } = await call("GET", `/threads/${thread?.id}/messages`);
    const [message] = messages.items as { id: string; identityId: string }[];
    const { body: detail } = await call("GET", `/threads/${thread?.id}`);
    const [address] = detail.addresses as { id: string }[];
    const { body: made } = await call("POST", "/api-keys", { name: "k", scopes: ["read"] });
    const { body: tag } = await call("POST", "/tags", { name: "Grupo", color: "blue" });
    const { body: cannedReply } = await call("POST", "/canned-replies", { shortcut: "wifi", text: "Clave" });
    const email = `${newId()}@example.com`;
    const { body: invited } = await call("POST", "/invitations", { email, role: "agent" });
    const csv =
      "currency,effective_from,market,category,rate,source\nUSD,2027-01-01,Spain,utility,0.02,invented";
    const { items } = (await call("POST", "/rate-cards", { csv })).body as { items: { id: string }[] };
    const attachment = newId();
    await withWorkspaces(hotel.db, [workspaceId], (db) =>
      db.execute({
        text: `insert into attachments (workspace_id, id, message_id, position, type, blob_key, state)
          values ($1, $2, $3, 0, 'image/png', $4, 'stored')`,
        values: [workspaceId, attachment, message?.id, `${workspaceId}/${"0".repeat(32)}`],
      }),
    );
    const quarantined = newId();
    await withWorkspaces(hotel.db, [workspaceId], (db) =>
      db.execute({
        text: `insert into quarantine
            (workspace_id, id, source, reason, detail, body, received_at, quarantined_at)
          values ($1, $2, 'whatsapp', 'unreadable', '', '{}', now(), now())`,
        values: [workspaceId, quarantined],
      }),
    );
    const upload = newId();
    await withWorkspaces(hotel.db, [workspaceId], (db) =>
      db.execute({
        text: `insert into uploads (workspace_id, id, blob_key, name, created_by, type, size, sha256, stored_at)
          values ($1, $2, $3, 'a.pdf', $4, 'application/pdf', 1, '0', now())`,
        values: [workspaceId, upload, `${workspaceId}/${"1".repeat(32)}`, member],
      }),
    );
    const { body: templateDraft } = await call("POST", "/template-drafts", {
      ...templateContent,
      accountRef: "2000",
      templateId: null,
    });
    const [template, templateAlarm] = [newId(), newId()];
    await withWorkspaces(hotel.db, [workspaceId], async (db) => {
      await db.execute({
        text: `insert into templates (workspace_id, id, account_ref, provider_id, name, language, category, status,
            parameter_format, components, synced_at)
          values ($1, $2, '2000', '3000', 'lista', 'es', 'utility', 'approved', 'positional', '[]', now())`,
        values: [workspaceId, template],
      });
      await db.execute({
        text: `insert into template_alarms (workspace_id, id, account_ref, name, language, kind, alarm, raised_at)
          values ($1, $2, '2000', 'lista', 'es', 'paused', '{"kind": "paused"}', now())`,
        values: [workspaceId, templateAlarm],
      });
    });
    return {
      thread: thread?.id ?? "",
      message: message?.id ?? "",
      customer: thread?.customer.id ?? "",
      address: address?.id ?? "",
      key: String(made.id),
      attachment,
      channel,
      identity: message?.identityId ?? "",
      member,
      tag: String(tag.id),
      cannedReply: String(cannedReply.id),
      invitation: String(invited.id),
      quarantined,
      template,
      templateDraft: String(templateDraft.id),
      templateAlarm,
      rateCard: items[0]?.id ?? "",
      upload,
    };
  }

  /**
   * Everything that is stored of a workspace, past row-level security; but how often its counters were held, which counts
   * also who then changed nothing.
   */
  async function fingerprint(workspaceId: string): Promise<string> {
    const admin = new pg.Client({ connectionString: hotel.database.adminUrl });
    await admin.connect();
    try {
      const { rows: tables } = await admin.query<{ name: string }>(
        `select table_name as name from information_schema.columns
         where table_schema = 'public' and column_name = 'workspace_id' order by 1`,
      );
      const hash = createHash("sha256");
      for (const { name } of tables) {
        const { rows } = await admin.query<{ row: string }>(
          `select (to_jsonb(t) - 'turn')::text as row from ${name} t where workspace_id = $1 order by 1`,
          [workspaceId],
        );
        hash.update(`${name}\n${rows.map(({ row }) => row).join("\n")}\n`);
      }
      return hash.digest("hex");
    } finally {
      await admin.end();
    }
  }

  it("are both filled alike", async () => {
    expect(Object.values(foreign).filter((id) => /^[0-9a-f-]{36}$/.test(id))).toHaveLength(18);
    expect((await other("GET", `/threads/${foreign.thread}`)).status).toBe(200);
  });

  it.each(
    Object.entries<Route>(routes)
      .filter(([, { path }]) => path.includes(":"))
      .map(([name, route]) => ({ name: name as RouteName, ...route })),
  )(
    "$method $path answers NOT_FOUND for the other's id and changes nothing",
    async ({ name, method, path }) => {
      const kind = pathIds[name];
      expect(kind, `${name} has an id in its path: say in pathIds what it names`).toBeDefined();
      const before = await fingerprint(otherId);
      const id = foreign[kind ?? "thread"];
      const { status, body } = await hotel.owner(method, path.replace(":id", id), bodies[name]?.());
      expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
      expect(await fingerprint(otherId)).toBe(before);
    },
  );

  it("take no id of the other in a body either", async () => {
    const before = [await fingerprint(otherId), await fingerprint(hotel.workspaceId)];
    const { thread, channel, identity, member, tag, customer, message, upload } = foreign;
    const text = { kind: "text", clientId: newId(), text: "Hola" };
    const { body: own } = await hotel.owner("GET", `/threads/${ownThread}`);
    const { id: ownCustomer } = own.customer as { id: string };
    expect((await hotel.owner("GET", `/customers/${ownCustomer}`)).status).toBe(200);
    const attempts: [string, string, object, number][] = [
      ["POST", `/threads/${ownThread}/messages`, { ...text, channelId: channel }, 404],
      [
        "POST",
        `/threads/${ownThread}/messages`,
        { ...text, channelId: ownChannel, identityId: identity },
        404,
      ],
      ["POST", "/prices/estimate", { threadId: thread, channelId: ownChannel, kind: "text" }, 404],
      ["POST", "/prices/estimate", { threadId: ownThread, channelId: channel, kind: "text" }, 404],
      ["PATCH", `/threads/${ownThread}`, { version: 1, assigneeId: member }, 400],
      ["PATCH", `/threads/${ownThread}`, { version: 1, addTagIds: [tag] }, 400],
      [
        "POST",
        "/template-drafts",
        { ...templateContent, accountRef: "2000", templateId: foreign.template },
        404,
      ],
      [
        "POST",
        `/threads/${ownThread}/messages`,
        { kind: "reaction", clientId: newId(), messageId: message, emoji: "👍" },
        404,
      ],
      ["POST", `/threads/${ownThread}/messages`, { ...text, channelId: ownChannel, answersId: message }, 404],
      [
        "POST",
        `/threads/${ownThread}/messages`,
        { kind: "document", clientId: newId(), channelId: ownChannel, uploadId: upload },
        404,
      ],
      [
        "POST",
        `/threads/${ownThread}/messages`,
        { kind: "note", clientId: newId(), text: "Hola", mentions: [member] },
        400,
      ],
      ["POST", "/template-examples", { accountRef: "2000", uploadId: upload, kind: "document" }, 404],
      ["POST", `/customers/${ownCustomer}/merge`, { otherId: customer }, 404],
      ["POST", `/customers/${ownCustomer}/unmerge`, { otherId: customer }, 404],
      ["POST", `/customers/${ownCustomer}/not-same`, { customerId: customer }, 404],
      ["POST", `/customers/${ownCustomer}/separate`, { identityId: identity }, 404],
      ["POST", "/threads/changes", { changes: [{ id: thread, version: 1, status: "resolved" }] }, 200],
    ];
    for (const [method, path, body, status] of attempts) {
      // The version of an untouched thread is read first, so that only the foreign id is wrong.
      const { body: detail } = await hotel.owner("GET", `/threads/${ownThread}`);
      const fitting = "version" in body ? { ...body, version: detail.version } : body;
      expect([path, (await hotel.owner(method, path, fitting)).status]).toEqual([path, status]);
    }
    expect([await fingerprint(otherId), await fingerprint(hotel.workspaceId)]).toEqual(before);
  });

  it("list nothing of each other", async () => {
    for (const path of [
      "/threads",
      "/members",
      "/invitations",
      "/api-keys",
      "/channels",
      "/templates",
      "/template-drafts",
      "/template-alarms",
      "/tags",
      "/canned-replies",
      "/drafts",
      "/operations",
      "/quarantine",
      "/rate-cards",
    ]) {
      const { body } = await hotel.owner("GET", path);
      const text = JSON.stringify(body);
      for (const id of Object.values(foreign)) {
        expect(text).not.toContain(id);
      }
    }
  });

  it("may know the same customer: nobody is told that the other has her", async () => {
    const { status } = await other("POST", "/customers", { name: "María", phone: "+34600900002" });
    expect(status).toBe(201);
    const again = await hotel.owner("POST", "/customers", { name: "María", phone: "+34600900002" });
    expect(again.status).toBe(201);
  });
});
