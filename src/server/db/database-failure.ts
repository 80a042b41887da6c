import pg from "pg";
import { CommitRefusedError } from "./connect.ts";

/**
 * What a failed use of the database says. `away`: it refused, hung, ran out or went away, so nothing was stored and it
 * may work again. `conflict`: another transaction was in the way, at once again. `data`: the same will fail again.
 */
export type DatabaseFailure = "away" | "conflict" | "data";

/** Reads an error thrown by our use of the database; null: it is not the database's. */
export function databaseFailure(error: unknown): DatabaseFailure | null {
  if (error instanceof pg.DatabaseError) {
    return ofSqlState(error.code ?? "");
  }
  if (!(error instanceof Error)) {
    return null;
  }
  const isAway =
    error instanceof CommitRefusedError ||
    driverMessages.test(error.message) ||
    isNetworkError(error) ||
    (error instanceof AggregateError && error.errors.some((one) => databaseFailure(one) === "away"));
  return isAway ? "away" : null;
}

/**
 * Classes of SQLSTATE (PostgreSQL, appendix A): 40 rolled back for another's sake; 08 connection, 25 read-only standby,
 * 28 sign-in, 3D no such database, 53 resources, 55 locks, 57 shutdown and timeouts, 58 and XX the server's own trouble.
 */
function ofSqlState(code: string): DatabaseFailure {
  if (code.startsWith("40")) {
    return "conflict";
  }
  return /^(?:08|25|28|3D|53|55|57|58|XX)/.test(code) ? "away" : "data";
}

/** pg's own errors have no code; these are its words for a connection that is gone, hung or not to be had. */
const driverMessages =
  /^(?:timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/;

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
]);

/** ENOENT is a missing socket file when connecting, but a missing file anywhere else. */
function isNetworkError(error: Error): boolean {
  const code = "code" in error ? error.code : null;
  const call = "syscall" in error ? error.syscall : null;
  return (
    typeof code === "string" &&
    networkCodes.has(code) &&
    (call === "connect" || call === "read" || call === "write" || call === "getaddrinfo")
  );
}
