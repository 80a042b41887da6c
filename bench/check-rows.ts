import type { TableCount } from "./count-rows.ts";
import type { ProgramName } from "./programs.ts";

/** What every program was told was stored, and what lies in its database afterwards. */
export type Stored = { acknowledged: number; tables: Map<string, TableCount> };

/** One row for a channel and day, touched once a minute: no message pays for it. */
const notForMessages = ["channel_rhythm"];
/** Rows may be written in other orders, but of the same size: more difference than this is another row. */
const mostBytesApart = 0.05;

/** Why the numbers of a run are void; empty: every acknowledged webhook is stored once, and G1 compares the same rows. */
export function findMissingRows(stored: ReadonlyMap<ProgramName, Stored>): string[] {
  const slips: string[] = [];
  for (const [name, { acknowledged, tables }] of stored) {
    for (const table of name === "ours" ? ["webhook_journal", "messages"] : ["webhook_journal"]) {
      const rows = tables.get(table)?.rows ?? 0;
      if (rows !== acknowledged) {
        slips.push(`${name}: ${acknowledged} webhooks were acknowledged, ${table} has ${rows} rows`);
      }
    }
  }
  const [ours, bare] = [stored.get("ours")?.tables, stored.get("same-rows")?.tables];
  return ours === undefined || bare === undefined ? slips : [...slips, ...findDifferences(ours, bare)];
}

/** Where the bare program that is said to write the same rows does not: number, columns with a value, size. */
function findDifferences(
  ours: ReadonlyMap<string, TableCount>,
  bare: ReadonlyMap<string, TableCount>,
): string[] {
  const slips: string[] = [];
  for (const table of new Set(
    [...ours.keys(), ...bare.keys()].filter((one) => !notForMessages.includes(one)),
  )) {
    const [one, other] = [ours.get(table), bare.get(table)];
    if (one === undefined || other === undefined || one.rows !== other.rows) {
      slips.push(`${table}: ours has ${one?.rows ?? 0} rows, same-rows ${other?.rows ?? 0}`);
      continue;
    }
    for (const [column, filled] of Object.entries(one.filled)) {
      if (filled !== other.filled[column]) {
        slips.push(
          `${table}.${column}: filled ${filled} times by ours, ${other.filled[column]} by same-rows`,
        );
      }
    }
    if (Math.abs(one.bytes / other.bytes - 1) > mostBytesApart) {
      slips.push(`${table}: rows of ours are ${one.bytes} bytes, of same-rows ${other.bytes}`);
    }
  }
  return slips;
}
