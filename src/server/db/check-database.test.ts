import pg from "pg";
import { describe, expect, it } from "vitest";
import { explainDatabaseFailure, refuseOldVersion } from "./check-database.ts";

const url = "postgresql://app:a-password@db.example.com:5433/hotel";

const explain = (error: unknown) => explainDatabaseFailure(error, { url, setting: "DATABASE_URL" }).message;

function answer(code: string, message: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, 1, "error"), { code });
}

const system = (code: string) => Object.assign(new Error(`connect ${code}`), { code, syscall: "connect" });

describe("a database that can't be used at the start", () => {
  it.each([
    ["refuses", system("ECONNREFUSED"), /^PostgreSQL at db\.example\.com:5433 can't be used: .*ECONNREFUSED/],
    ["refuses on every address", new AggregateError([system("ECONNREFUSED")]), /ECONNREFUSED.*DATABASE_URL/],
    ["is unknown", system("ENOTFOUND"), /^The host db\.example\.com of DATABASE_URL is not known/],
    ["hangs", new Error("timeout exceeded when trying to connect"), /can't be used: timeout/],
    ["knows another password", answer("28P01", "password authentication failed"), /role app .*DATABASE_URL/],
    ["has no such database", answer("3D000", 'database "hotel" does not exist'), /no database hotel/],
    ["lets us make nothing", answer("42501", "permission denied for schema public"), /DATABASE_OWNER_URL/],
  ])("is named in one sentence without a password when it %s", (_what, error, sentence) => {
    const text = explain(error);
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/a-password|\n/);
  });

  it.each([140_019, 149_999])("is refused when it is older than 15: version %i", (version) => {
    expect(() => refuseOldVersion(version)).toThrow(/version 14; 15 or newer/);
  });

  it.each([150_000, 180_004])("is taken from 15 on: version %i", (version) => {
    expect(() => refuseOldVersion(version)).not.toThrow();
  });
});
