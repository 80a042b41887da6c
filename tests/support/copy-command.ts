import { expect } from "vitest";
import { type End, type Settings, spawnProgram } from "./spawn-server.ts";

/** Runs a command of the database to its end. */
export function runCommand(
  name: "backup" | "restore" | "move-database",
  settings: Settings,
  ...args: string[]
): Promise<End> {
  return spawnProgram(`scripts/${name}.ts`, settings, args).ended;
}

/** The command did its work. */
export function expectDone(end: End): void {
  expect(end).toMatchObject({ code: 0, stderr: "" });
  expect(end.stdout).toMatch(/^Done/m);
}

/** The command refused, in one sentence. */
export function expectRefused(end: End, words: RegExp): void {
  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(words);
  expect(end.stderr).toMatch(/^[^\n]+\n$/);
}
