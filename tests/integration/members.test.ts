import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStream } from "../support/read-stream.ts";
import {
  addColleague,
  addNumber,
  type Caller,
  colleague,
  cookieOf,
  customerWrites,
  type Hotel,
  owner,
  startHotel,
} from "../support/start-api.ts";

describe("an owner", () => {
  let hotel: Hotel;
  let agent: Caller;
  let agentId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    agent = await addColleague(hotel);
    agentId = (await idsByName()).get(colleague.name) ?? "";
  });
  afterAll(() => hotel.close());

  async function idsByName(): Promise<Map<string, string>> {
    const { body } = await hotel.owner("GET", "/members");
    return new Map((body.items as { name: string; id: string }[]).map(({ name, id }) => [name, id]));
  }

  it("makes an agent an owner and back", async () => {
    const made = await hotel.owner("PATCH", `/members/${agentId}`, { role: "owner" });
    expect([made.status, made.body]).toMatchObject([200, { role: "owner", active: true }]);
    expect((await agent("GET", "/api-keys")).status).toBe(200);
    await hotel.owner("PATCH", `/members/${agentId}`, { role: "agent" });
    expect((await agent("GET", "/api-keys")).status).toBe(403);
  });

  it.each([{ role: "agent" }, { active: false }, { role: "agent", active: false }])(
    "who is the last one stays one: %j is refused",
    async (change) => {
      const { status, body } = await hotel.owner("PATCH", `/members/${hotel.ownerId}`, change);
      expect([status, body.code]).toEqual([409, "LAST_OWNER"]);
      expect((await hotel.owner("GET", "/api-keys")).status).toBe(200);
    },
  );

  it("and another who demote each other at the same moment leave one", async () => {
    await hotel.owner("PATCH", `/members/${agentId}`, { role: "owner" });
    const answers = await Promise.all([
      hotel.owner("PATCH", `/members/${agentId}`, { role: "agent" }),
      agent("PATCH", `/members/${hotel.ownerId}`, { role: "agent" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toSatisfy(
      ([first, second]: number[]) => first === 200 && (second === 403 || second === 409),
    );
    const { body } = await agent("GET", "/members");
    expect((body.items as { role: string }[]).filter(({ role }) => role === "owner")).toHaveLength(1);
    const { rows } = await hotel.db.pool.query<{ id: string }>(
      "select user_id as id from auth.members where role = 'owner'",
    );
    const boss = rows[0]?.id === hotel.ownerId ? hotel.owner : agent;
    await boss("PATCH", `/members/${hotel.ownerId}`, { role: "owner" });
    await hotel.owner("PATCH", `/members/${agentId}`, { role: "agent" });
  });

  it("deactivates a member: the session and the live stream end within 5 s, open threads have nobody", async () => {
    const { workspaceId, clock } = hotel;
    const channelId = await addNumber(hotel, workspaceId);
    await customerWrites(hotel, {
      workspaceId,
      channelId,
      waId: "34600900001",
      text: "Hola",
      at: clock.now,
    });
    const [thread] = (await hotel.owner("GET", "/threads")).body.items as { id: string }[];
    const { body: detail } = await hotel.owner("GET", `/threads/${thread?.id}`);
    const { version } = detail as { version: number };
    await hotel.owner("PATCH", `/threads/${thread?.id}`, { version, assigneeId: agentId });
    const { email, password } = colleague;
    const { headers } = await hotel.as()("POST", "/session", { email, password });
    const stream = await openStream(`${hotel.url}/api/v1/events`, { cookie: cookieOf(headers) });
    expect(stream.status).toBe(200);
    const since = performance.now();
    const { status, body } = await hotel.owner("PATCH", `/members/${agentId}`, { active: false });
    expect([status, body.active]).toEqual([200, false]);
    expect((await agent("GET", "/threads")).status).toBe(401);
    let frame = await stream.next();
    while (frame !== null) {
      frame = await stream.next();
    }
    expect(performance.now() - since).toBeLessThan(5_000);
    expect((await hotel.owner("GET", `/threads/${thread?.id}`)).body.assignee).toBeNull();
  });

  it("whom a member wrote under is still named, but nobody gives them work and they do not get in", async () => {
    const { body } = await hotel.owner("GET", "/members");
    expect(body.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: agentId, name: colleague.name, active: false })]),
    );
    const [thread] = (await hotel.owner("GET", "/threads")).body.items as { id: string }[];
    const { body: detail } = await hotel.owner("GET", `/threads/${thread?.id}`);
    const { version } = detail as { version: number };
    const assigned = await hotel.owner("PATCH", `/threads/${thread?.id}`, { version, assigneeId: agentId });
    expect(assigned.status).toBe(400);
    const { email, password } = colleague;
    const refused = await hotel.as()("POST", "/session", { email, password });
    expect([refused.status, refused.body]).toMatchObject([401, { details: { reason: "deactivated" } }]);
  });

  it("a resolved thread of theirs belongs to nobody once the customer writes again", async () => {
    await hotel.owner("PATCH", `/members/${agentId}`, { active: true });
    const { workspaceId, clock } = hotel;
    const [thread] = (await hotel.owner("GET", "/threads")).body.items as { id: string; version: number }[];
    const { id = "", version = 0 } = thread ?? {};
    await hotel.owner("PATCH", `/threads/${id}`, { version, assigneeId: agentId, status: "resolved" });
    await hotel.owner("PATCH", `/members/${agentId}`, { active: false });
    const { body: channels } = await hotel.owner("GET", "/channels");
    const [channel] = channels.items as { id: string }[];
    const channelId = channel?.id ?? "";
    await customerWrites(hotel, {
      workspaceId,
      channelId,
      waId: "34600900001",
      text: "¿Hola?",
      at: clock.now,
    });
    expect((await hotel.owner("GET", `/threads/${id}`)).body).toMatchObject({
      status: "open",
      assignee: null,
    });
  });

  it.each([{ active: false }, { role: "agent" }])(
    "the API keys of one who is no owner any more stop working, with those that they made (%o)",
    async (change) => {
      await hotel.owner("PATCH", `/members/${agentId}`, { active: true, role: "owner" });
      const { email, password } = colleague;
      const { headers } = await hotel.as()("POST", "/session", { email, password });
      const boss = hotel.as({ cookie: cookieOf(headers) });
      const { body: made } = await boss("POST", "/api-keys", { name: "Reservas", scopes: ["admin"] });
      const key = hotel.as({ authorization: `Bearer ${String(made.key)}` });
      const { body: second } = await key("POST", "/api-keys", { name: "Llaves", scopes: ["read"] });
      const child = hotel.as({ authorization: `Bearer ${String(second.key)}` });
      const { body: other } = await hotel.owner("POST", "/api-keys", { name: "Web", scopes: ["read"] });
      const kept = hotel.as({ authorization: `Bearer ${String(other.key)}` });
      const statuses = async () =>
        (await Promise.all([key, child, kept].map((call) => call("GET", "/threads")))).map(
          ({ status }) => status,
        );
      expect(await statuses()).toEqual([200, 200, 200]);
      expect((await hotel.owner("PATCH", `/members/${agentId}`, change)).status).toBe(200);
      expect(await statuses()).toEqual([401, 401, 200]);
      await hotel.owner("PATCH", `/members/${agentId}`, { active: true, role: "owner" });
      expect(await statuses()).toEqual([401, 401, 200]);
      await hotel.owner("PATCH", `/members/${agentId}`, { role: "agent", active: false });
    },
  );

  it("lets the member in again", async () => {
    await hotel.owner("PATCH", `/members/${agentId}`, { active: true });
    const { email, password } = colleague;
    expect((await hotel.as()("POST", "/session", { email, password })).status).toBe(200);
  });
});

describe("an invitation (S9)", () => {
  let hotel: Hotel;
  const guest = { name: "Marta Ruiz", password: "the password of Marta" };

  beforeAll(async () => {
    hotel = await startHotel({ publicUrl: "https://inbox.example.com" });
  });
  afterAll(() => hotel.close());

  async function invite(email: string, role = "agent"): Promise<{ id: string; link: string; token: string }> {
    const { status, body } = await hotel.owner("POST", "/invitations", { email, role });
    expect(status).toBe(201);
    const link = String(body.link);
    return { id: String(body.id), link, token: new URL(link).hash.slice(1) };
  }

  it("is a link from the configured address, whatever host the request names", async () => {
    const { link } = await invite("marta@example.com");
    expect(link).toMatch(/^https:\/\/inbox\.example\.com\/join#[\w-]{22}\.[\w-]{43}$/);
  });

  it("is kept as a hash alone and listed without its link", async () => {
    const { token } = await invite("marta@example.com");
    const list = JSON.stringify((await hotel.owner("GET", "/invitations")).body);
    expect(list).toContain("marta@example.com");
    expect(list).not.toContain(token.slice(23));
  });

  it("says to whom it was sent, and makes the member once however many click at the same moment", async () => {
    const { token } = await invite("Marta@Example.com");
    const read = await hotel.as()("POST", "/invitations/read", { token });
    expect(read.body).toEqual({
      workspaceName: owner.workspaceName,
      email: "marta@example.com",
      role: "agent",
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() => hotel.as()("POST", "/invitations/accept", { token, ...guest })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    const won = answers.find(({ status }) => status === 201);
    expect(won?.body.user).toMatchObject({ name: "Marta Ruiz", email: "marta@example.com", role: "agent" });
    const signedIn = hotel.as({ cookie: cookieOf(won?.headers ?? new Headers()) });
    expect((await signedIn("GET", "/threads")).status).toBe(200);
    expect((await hotel.owner("GET", "/invitations")).body.items).toEqual([]);
  });

  it("answers alike when it was used, replaced, withdrawn, has expired or never was", async () => {
    const replaced = await invite("eva@example.com");
    const withdrawn = await invite("eva@example.com");
    expect((await hotel.owner("DELETE", `/invitations/${withdrawn.id}`)).status).toBe(204);
    const expired = await invite("eva@example.com");
    const { adminUrl } = hotel.database;
    await past(adminUrl, expired.id);
    const invented = `${expired.token.slice(0, 23)}${"A".repeat(43)}`;
    const foreign = `${"A".repeat(22)}${expired.token.slice(22)}`;
    for (const token of [replaced.token, withdrawn.token, expired.token, invented, foreign, "x", ""]) {
      for (const [path, body] of [
        ["read", { token }],
        ["accept", { token, ...guest }],
      ] as const) {
        const { status, body: answer } = await hotel.as()("POST", `/invitations/${path}`, body);
        expect([token, path, status, answer.code]).toEqual([token, path, 410, "INVITATION_INVALID"]);
      }
    }
  });

  it("is not made for somebody who signs in already", async () => {
    const { status, body } = await hotel.owner("POST", "/invitations", { email: owner.email, role: "agent" });
    expect([status, body.code]).toEqual([409, "MEMBER_EXISTS"]);
  });

  it.each([{ role: "agent" }, { active: false }])("ends when who made it becomes %j", async (change) => {
    const second = { name: "Eva", email: `eva-${Object.keys(change)}@example.com`, password: guest.password };
    const { body: made } = await hotel.owner("POST", "/members", { ...second, role: "owner" });
    const { email, password } = second;
    const { headers } = await hotel.as()("POST", "/session", { email, password });
    const invited = { email: `friend-of-${email}`, role: "owner" };
    const { body } = await hotel.as({ cookie: cookieOf(headers) })("POST", "/invitations", invited);
    const token = new URL(String(body.link)).hash.slice(1);
    expect((await hotel.owner("PATCH", `/members/${made.id}`, change)).status).toBe(200);
    expect((await hotel.as()("POST", "/invitations/accept", { token, ...guest })).status).toBe(410);
  });

  it("asks for a password of ten characters and is not used up by a shorter one", async () => {
    const { token } = await invite("short@example.com", "owner");
    const short = await hotel.as()("POST", "/invitations/accept", { token, ...guest, password: "ninechars" });
    expect(short.status).toBe(400);
    const right = await hotel.as()("POST", "/invitations/accept", {
      token,
      ...guest,
      password: "tencharsss",
    });
    expect([right.status, right.body.user]).toMatchObject([201, { role: "owner" }]);
  });
});

async function past(adminUrl: string, id: string): Promise<void> {
  const { Client } = (await import("pg")).default;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query("update invitations set expires_at = now() where id = $1", [id]);
  await admin.end();
}
