import { describe, expect, it } from "vitest";
import { accountFor, freePort, setUpMailWorld } from "../support/mail-world.ts";

const world = setUpMailWorld();

describe("checking a mailbox", () => {
  it("finds nothing wrong with the right data", async () => {
    expect(await world.adapter.check(world.account)).toEqual([]);
  });

  it("names each side that refuses the password", async () => {
    const problems = await world.adapter.check({
      ...world.account,
      secrets: { imapPassword: "x", smtpPassword: "y" },
    });
    expect(problems.map((one) => one.code)).toEqual(["imap-login", "smtp-login"]);
    expect(JSON.stringify(problems)).not.toMatch(/"x"|"y"/);
  });

  it("names each side that does not listen", async () => {
    const port = await freePort();
    world.account = accountFor(world.mail, { imap: port, smtp: port });
    expect((await world.adapter.check(world.account)).map((one) => one.code)).toEqual([
      "imap-refused",
      "smtp-refused",
    ]);
  });

  it("says which settings are missing, and never a secret", async () => {
    const problems = await world.adapter.check({
      ...world.account,
      config: { address: "no address" },
      secrets: {},
    });
    expect(problems.map((one) => one.detail).join("\n")).toMatch(/address:.*imap:.*smtp:.*imapPassword:/s);
  });

  it("refuses to talk without encryption to a machine that is not this one", async () => {
    world.account = accountFor(world.mail, { imapHost: "mail.example.com" });
    expect(await world.adapter.check(world.account)).toMatchObject([{ code: "settings-invalid" }]);
  });
});
