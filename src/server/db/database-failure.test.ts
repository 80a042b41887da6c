import pg from "pg";
import { describe, expect, it } from "vitest";
import { CommitRefusedError } from "./connect.ts";
import { databaseFailure } from "./database-failure.ts";

function answer(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError("no", 2, "error");
  error.code = code;
  return error;
}

const system = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });

describe("F9: a database that is away is told from data that it refuses", () => {
  it.each([
    ["08006", "away"],
    ["25006", "away"],
    ["28P01", "away"],
    ["3D000", "away"],
    ["53100", "away"],
    ["53300", "away"],
    ["55P03", "away"],
    ["57014", "away"],
    ["57P01", "away"],
    ["57P03", "away"],
    ["58030", "away"],
    ["XX000", "away"],
    ["40001", "conflict"],
    ["40P01", "conflict"],
    ["0A000", "data"],
    ["22P05", "data"],
    ["23505", "data"],
    ["42P01", "data"],
    ["54000", "data"],
  ])("SQLSTATE %s: %s", (code, failure) => {
    expect(databaseFailure(answer(code))).toBe(failure);
  });

  it.each([
    ["a refused connection", system("ECONNREFUSED", "connect")],
    ["a missing socket", system("ENOENT", "connect")],
    ["a name that is not found", system("ENOTFOUND", "getaddrinfo")],
    ["a cut connection", new Error("Connection terminated unexpectedly")],
    ["a hung server", new Error("Query read timeout")],
    ["a pool without a free connection", new Error("timeout exceeded when trying to connect")],
    ["refused on every address", new AggregateError([system("ECONNREFUSED", "connect")])],
    ["a COMMIT that rolled back", new CommitRefusedError("ROLLBACK")],
  ])("%s: away", (_what, error) => {
    expect(databaseFailure(error)).toBe("away");
  });

  it.each([
    ["a missing file", system("ENOENT", "open")],
    ["a mistake of ours", new TypeError("x is undefined")],
    ["no error at all", "ECONNREFUSED"],
  ])("%s: not the database's", (_what, error) => {
    expect(databaseFailure(error)).toBeNull();
  });
});
