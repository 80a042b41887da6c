import { expect, it } from "vitest";
import { accountNamed, accountsToTry } from "./accounts.ts";

it("runs as the app's own user, watched where the system can, unless that is root", () => {
  expect(accountsToTry(false, "linux")).toEqual(["self-watched", "self", "namespace"]);
  expect(accountsToTry(false, "darwin")).toEqual(["self"]);
});

it("never tries to run as root itself", () => {
  expect(accountsToTry(true, "linux")).toEqual(["namespace", "nobody", "nobody-reaching", "nobody-plain"]);
  expect(accountsToTry(true, "darwin")).toEqual(["nobody-plain"]);
});

it("stops the server with the app wherever setpriv starts it", () => {
  for (const name of ["self-watched", "namespace", "nobody", "nobody-reaching"] as const) {
    const { file, args } = accountNamed(name).command("postgres", ["-V"]);
    expect([file, ...args].join(" ")).toContain("setpriv --pdeathsig INT");
    expect(args.slice(-2)).toEqual(["postgres", "-V"]);
  }
});
