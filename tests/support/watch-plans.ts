import pg from "pg";
import type { Database } from "#server/db/connect.ts";

/** How PostgreSQL ran one statement of the product. */
export type Ran = {
  statement: string;
  /** Planned for these values, or once for all. */
  plan: "custom" | "generic";
  /** Pages that it looked at, however they were reached. */
  pages: number;
  /** Rows that it looked at and had no use for. */
  passedOver: number;
  /** Tables that it read row by row, with the rows that it looked at. */
  scanned: { table: string; rows: number }[];
};

/**
 * Lets PostgreSQL explain every statement that is run in a transaction of this database, right before it runs: same role,
 * policy, settings, values and locks. What the explanation did is taken back. A statement with a name is planned once for
 * each connection sooner or later, so it is explained both ways. Hands over what was seen since it was last asked.
 */
export function watchPlans({ pool }: Pick<Database, "pool">): () => Promise<Ran[]> {
  let seen: Promise<Ran>[] = [];
  pool.on("connect", (client) => {
    const run = client.query.bind(client) as (...given: unknown[]) => Promise<pg.QueryResult[]>;
    let isInside = false;
    client.query = ((...given: unknown[]) => {
      const [statement] = given;
      if (isStatement(statement)) {
        if (/^begin\b/.test(statement.text)) {
          isInside = true;
        } else if (/^(commit|rollback)\b/.test(statement.text)) {
          isInside = false;
        } else if (isInside) {
          const plans =
            statement.name === undefined ? (["custom"] as const) : (["custom", "generic"] as const);
          for (const plan of plans) {
            const ran = run(explain(statement, plan)).then((answers) => readRan(statement, plan, answers));
            // Whoever asks hears of it; the statement itself fails with the same.
            ran.catch(() => undefined);
            seen.push(ran);
          }
        }
      }
      return run(...given);
    }) as typeof client.query;
  });
  return async () => {
    const asked = seen;
    seen = [];
    return await Promise.all(asked);
  };
}

type Given = { name?: string; text: string; values?: readonly unknown[] };

function isStatement(given: unknown): given is Given {
  return typeof given === "object" && given !== null && "text" in given && typeof given.text === "string";
}

/** A statement with its values written out, as the driver would send them beside it. */
function explain({ text, values = [] }: Given, plan: Ran["plan"]): string {
  const written = values.length === 0 ? "" : `(${values.map(writeValue).join(", ")})`;
  return `savepoint explained; set local plan_cache_mode = force_${plan}_plan; prepare explained as ${text};
    explain (analyze, buffers, format json) execute explained${written};
    rollback to savepoint explained; release savepoint explained; deallocate explained`;
}

function writeValue(value: unknown): string {
  if (value === null || value === undefined) {
    return "null";
  }
  if (Buffer.isBuffer(value)) {
    return `'\\x${value.toString("hex")}'`;
  }
  if (value instanceof Date) {
    return pg.escapeLiteral(value.toISOString());
  }
  return pg.escapeLiteral(typeof value === "object" ? JSON.stringify(value) : String(value));
}

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Node[];
};

type Explained = { "QUERY PLAN"?: { Plan: Node }[] };

function readRan({ name, text }: Given, plan: Ran["plan"], answers: pg.QueryResult[]): Ran {
  const rows = answers.flatMap((answer) => answer.rows as Explained[]);
  const root = rows.find((row) => row["QUERY PLAN"] !== undefined)?.["QUERY PLAN"]?.[0]?.Plan;
  if (root === undefined) {
    throw new Error(`Not explained: ${text}`);
  }
  return {
    statement: name ?? text,
    plan,
    pages: root["Shared Hit Blocks"] + root["Shared Read Blocks"],
    passedOver: nodesOf(root)
      .map((node) => {
        const perLoop = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Join Filter"] ?? 0);
        return Math.round(perLoop * node["Actual Loops"]);
      })
      .reduce((sum, rows) => sum + rows, 0),
    scanned: nodesOf(root)
      .filter((node) => node["Node Type"] === "Seq Scan")
      .map((node) => {
        const perLoop = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0);
        return { table: node["Relation Name"] ?? "", rows: Math.round(perLoop * node["Actual Loops"]) };
      }),
  };
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
