import type { Source } from "./sources.ts";
import { type Literal, literalsOf } from "./string-literals.ts";

/** References without a workspace_id of their own, each with the reason why that is right. */
const exceptions = [
  {
    path: "src/server/delivery/sweep.queries.ts",
    reference: "delivery_queue q",
    reason: "the condition of both statements stands in `expired`, with the workspace first",
  },
  {
    path: "src/server/record/table.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in the source
    reference: "${arraysOf(columns)} v",
    reason: "the rows to be written, which are of no table",
  },
];

/** Code that handles whole tables, of all workspaces, as their owner or by the sign-in library's own rules. */
const wholeTables = /^src\/server\/(?:db|backup|auth)\//;
const statement = /\b(?:select|insert into|update|delete from)\b|\bjoin \S+ \S+ on\b/i;
const notAnAlias =
  "set|on|where|using|order|group|for|left|right|inner|cross|join|limit|values|select|default|returning|union|having|window|with|natural|full|offset|then|and|or|as";
const reference = new RegExp(
  `(?<!extract\\(\\w+ )\\b(?:from|join|update|into)\\s+(?:public\\.)?([a-z_]+|\\$\\{[^}]*\\})(?![.(\\w])(?:\\s+(?:as\\s+)?(?!(?:${notAnAlias})\\b)([a-z_]+))?`,
  "gi",
);

/**
 * Every reference to a table of workspaces must name that table's own workspace_id somewhere in its statement: a join by the
 * other's id alone would leave the fence to row-level security, and is no join that a distributed database can keep local.
 * A text analysis: it sees names, not scopes.
 */
export function findStatementSlips(sources: readonly Source[]): string[] {
  const tables = namesOfTables(sources);
  return sources
    .filter(({ path }) => isOurs(path))
    .flatMap((source) => literalsOf(source.text).flatMap((literal) => slipsOf(source.path, literal, tables)));
}

function isOurs(path: string): boolean {
  return path.startsWith("src/server/") && !wholeTables.test(path) && !path.endsWith(".test.ts");
}

/** How many references the analysis sees: it must not go blind. */
export function countReferences(sources: readonly Source[]): number {
  const tables = namesOfTables(sources);
  return sources
    .filter(({ path }) => isOurs(path))
    .flatMap(({ text }) => literalsOf(text).flatMap((literal) => referencesOf(literal.text, tables))).length;
}

/** The tables that migrations make in our schema. */
function namesOfTables(sources: readonly Source[]): Set<string> {
  const migrations = sources.filter(({ path }) => path.startsWith("src/server/db/migrations/"));
  return new Set(
    migrations.flatMap(({ text }) =>
      [...text.matchAll(/\bcreate table (?:if not exists )?([a-z_]+)\b(?!\.)/gi)].map(
        ([, name]) => name ?? "",
      ),
    ),
  );
}

function slipsOf(path: string, { text, line }: Literal, tables: ReadonlySet<string>): string[] {
  return referencesOf(text, tables)
    .filter((one) => !namesWorkspace(text, one) && !isExcepted(path, one))
    .map((one) => `${path}:${line} names ${wordsOf(one)} without its workspace_id`);
}

type Reference = { table: string; alias: string | undefined };

/** Tables of workspaces that a text refers to; one that stands in a placeholder counts as such. */
function referencesOf(text: string, tables: ReadonlySet<string>): Reference[] {
  return statement.test(text)
    ? [...text.matchAll(reference)]
        .map(([, table = "", alias]) => ({ table, alias }))
        .filter(({ table }) => table.startsWith("$") || tables.has(table))
    : [];
}

/** By its alias, as its first column on the way in, or bare where it has no alias. */
function namesWorkspace(text: string, { table, alias }: Reference): boolean {
  if (alias === undefined) {
    return /(?<![.\w])workspace_id\b/.test(text) || text.includes(`${table}.workspace_id`);
  }
  return new RegExp(`\\b${alias}\\.workspace_id\\b|\\b${alias} \\(workspace_id\\b`).test(text);
}

function isExcepted(path: string, one: Reference): boolean {
  return exceptions.some((exception) => exception.path === path && exception.reference === wordsOf(one));
}

function wordsOf({ table, alias }: Reference): string {
  return alias === undefined ? table : `${table} ${alias}`;
}
