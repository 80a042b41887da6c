import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueSetupLink } from "#server/features/session/issue-setup-link.ts";
import { type Api, cookieOf, owner, startApi } from "../support/start-api.ts";

describe("the setup link", () => {
  let api: Api;
  let token: string;
  let first: string;

  beforeAll(async () => {
    api = await startApi();
    const links = [await issueSetupLink(api.ctx, api.url), await issueSetupLink(api.ctx, api.url)];
    [first = "", token = ""] = links.map((link) => new URL(link ?? "").searchParams.get("token") ?? "");
  });

  afterAll(() => api.close());

  it("refuses a token that was never printed", async () => {
    const { status, body } = await api.as()("POST", "/setup", { token: "guessed", ...owner });
    expect([status, body.code]).toEqual([403, "FORBIDDEN"]);
  });

  it("refuses a password of fewer than ten characters and makes nothing", async () => {
    const { status, body } = await api.as()("POST", "/setup", { token, ...owner, password: "ninechars" });
    expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
    const { rows } = await api.db.pool.query("select id from auth.users");
    expect(rows).toEqual([]);
  });

  it("makes one owner however many use it at the same moment", async () => {
    const racing = [token, first, token, first, token].map((one, index) =>
      api.as()("POST", "/setup", { token: one, ...owner, email: `owner${index}@example.com` }),
    );
    const answers = await Promise.all(racing);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const refused = answers.filter(({ status }) => status === 409).map(({ body }) => body.code);
    expect(new Set(refused)).toEqual(new Set(["SETUP_DONE"]));
    const { rows } = await api.db.pool.query(
      "select (select count(*) from auth.users) as users, (select count(*) from auth.organizations) as workspaces",
    );
    expect(rows).toEqual([{ users: 1, workspaces: 1 }]);
  });

  it("is not printed any more once there is an owner", async () => {
    expect(await issueSetupLink(api.ctx, api.url)).toBeNull();
  });

  it("stores nothing of the token but its hash, and that only until it is used", async () => {
    const { rows } = await api.db.pool.query("select hash from auth.setup_tokens");
    expect(rows).toEqual([]);
  });
});

describe("signing in", () => {
  let api: Api;
  let token: string;

  beforeAll(async () => {
    api = await startApi({ publicUrl: "https://inbox.example.com" });
    const link = await issueSetupLink(api.ctx, api.url);
    token = new URL(link ?? "").searchParams.get("token") ?? "";
    await api.as()("POST", "/setup", { token, ...owner });
  });

  afterAll(() => api.close());

  const { email, password } = owner;

  it("gives a cookie that scripts can't read, other sites don't send and only TLS carries", async () => {
    const { status, headers, body } = await api.as()("POST", "/session", { email, password });
    expect(status).toBe(200);
    const [cookie = ""] = headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-messaging-center\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Secure/);
    expect(body.user).toMatchObject({ email, role: "owner", name: owner.name });
    expect(JSON.stringify(body)).not.toContain(cookie.slice(50, 80));
  });

  it("takes the address in any case", async () => {
    const { status } = await api.as()("POST", "/session", { email: email.toUpperCase(), password });
    expect(status).toBe(200);
  });

  it("answers an unknown address like a wrong password", async () => {
    const wrong = await api.as()("POST", "/session", { email, password: "not the password" });
    const unknown = await api.as()("POST", "/session", { email: "nobody@example.com", password });
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
    expect([wrong.status, wrong.body.code]).toEqual([401, "SIGN_IN_REQUIRED"]);
  });

  it("ends a session for good when it is signed out", async () => {
    const { headers } = await api.as()("POST", "/session", { email, password });
    const signedIn = api.as({ cookie: cookieOf(headers) });
    expect((await signedIn("GET", "/session")).status).toBe(200);
    expect((await signedIn("DELETE", "/session")).status).toBe(204);
    expect((await signedIn("GET", "/session")).status).toBe(401);
  });

  it("starts a fresh session on every sign-in, whatever cookie came along", async () => {
    const one = await api.as()("POST", "/session", { email, password });
    const two = await api.as({ cookie: cookieOf(one.headers) })("POST", "/session", { email, password });
    expect(cookieOf(two.headers)).not.toBe(cookieOf(one.headers));
  });

  it("refuses a cookie whose signature was changed", async () => {
    const { headers } = await api.as()("POST", "/session", { email, password });
    const cookie = cookieOf(headers);
    const [, name = "", token = "", signature = ""] = /^([^=]+)=([^.]+)\.(.+)$/.exec(cookie) ?? [];
    expect((await api.as({ cookie })("GET", "/session")).status).toBe(200);
    const otherSignature = signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    const otherToken = token.startsWith("A") ? `B${token.slice(1)}` : `A${token.slice(1)}`;
    for (const forged of [
      `${name}=${token}.${otherSignature}`,
      `${name}=${otherToken}.${signature}`,
      `${name}=${token}`,
    ]) {
      expect((await api.as({ cookie: forged })("GET", "/session")).status).toBe(401);
    }
  });

  it("keeps passwords as salted Argon2id alone", async () => {
    const { rows } = await api.db.pool.query<{ password: string }>("select password from auth.accounts");
    expect(rows.map((row) => row.password)).toEqual([
      expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
    ]);
  });

  it("is slowed down after ten wrong passwords for one address", async () => {
    const attempt = () => api.as()("POST", "/session", { email: "guess@example.com", password: "wrong one" });
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await attempt()).status).toBe(401);
    }
    const { status, body, headers } = await attempt();
    expect([status, body.code]).toEqual([429, "TOO_MANY_REQUESTS"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await api.as()("POST", "/session", { email, password })).status).toBe(200);
  });
});

describe("members", () => {
  let api: Api;
  let cookie: string;
  const colleague = {
    name: "Dani Soler",
    email: "dani@example.com",
    password: "another password",
    role: "agent",
  };

  beforeAll(async () => {
    api = await startApi();
    const link = await issueSetupLink(api.ctx, api.url);
    const token = new URL(link ?? "").searchParams.get("token") ?? "";
    cookie = cookieOf((await api.as()("POST", "/setup", { token, ...owner })).headers);
  });

  afterAll(() => api.close());

  it("are added by an owner and sign in at once", async () => {
    const { status, body } = await api.as({ cookie })("POST", "/members", colleague);
    expect([status, body]).toEqual([
      201,
      { id: expect.any(String), name: "Dani Soler", email: "dani@example.com", role: "agent", active: true },
    ]);
    const { email, password } = colleague;
    const session = await api.as()("POST", "/session", { email, password });
    expect(session.body.user).toMatchObject({ role: "agent" });
    const list = await api.as({ cookie: cookieOf(session.headers) })("GET", "/members");
    expect(list.body.items).toMatchObject([{ name: "Dani Soler" }, { name: "Lucía Ferrer" }]);
  });

  it("are not added twice, even at the same moment", async () => {
    const again = await api.as({ cookie })("POST", "/members", colleague);
    expect([again.status, again.body.code]).toEqual([409, "MEMBER_EXISTS"]);
    const other = { ...colleague, email: "Ana@example.com" };
    const racing = await Promise.all([1, 2, 3].map(() => api.as({ cookie })("POST", "/members", other)));
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});
