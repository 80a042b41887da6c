import pg from "pg";
import { writeArray } from "./array-parameter.ts";
import { columnTypes } from "./column-types.ts";
import type { Log } from "./log.ts";

/** How long the database may take before it counts as away. */
export interface DatabaseTimeouts {
  /** Waiting for a free connection and opening one. */
  connectMs: number;
  /** One statement, counted by the server; if even its refusal is missing, the connection is dropped 0.2 s later. */
  statementMs: number;
  /** Waiting for a row or table that another transaction holds. */
  lockMs: number;
  /**
   * A transaction without a statement. None of ours pauses, so its app is gone without a word (F9): the server must
   * not keep its locks, above all not that of a workspace's counters.
   */
  idleMs: number;
}

/** Connections to one PostgreSQL under one role. Rows of workspaces show only inside `withWorkspaces`. */
export interface Database {
  pool: pg.Pool;
  /** How long one statement's answer is waited for. */
  answerMs: number;
  close(): Promise<void>;
}

export interface ConnectOptions {
  url: string;
  log: Log;
  /** Shown in pg_stat_activity. */
  name?: string;
  connections?: number;
  timeouts?: DatabaseTimeouts;
  /** For hot statements that find every row by its key, whatever the values are: none of them is planned twice. */
  isPlannedOnce?: boolean;
}

/** One statement. A name makes it a prepared one: for hot statements whose text never changes. */
export interface Statement {
  name?: string;
  text: string;
  values?: readonly unknown[];
  /** Rows as lists of their columns, for statements that read several tables at once. */
  rowMode?: "array";
}

/**
 * A transaction: sees and writes the rows of its workspaces only. Statements run one after the other in the order in
 * which they are given, also when they are given without waiting (in one `Promise.all`): then they travel together.
 */
export interface Transaction {
  /** The rows of a statement. */
  query<Row extends pg.QueryResultRow>(statement: Statement): Promise<Row[]>;
  /** How many rows a statement touched. */
  execute(statement: Statement): Promise<number>;
  /** Gives a statement whose answer nobody waits for; when it fails, the transaction does, with its error. */
  send(statement: Statement): void;
  /** The driver's whole answer, for libraries that want it. */
  answer<Row extends pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<Row>>;
}

/** The server took the COMMIT and rolled back: a statement had failed before. Nothing was stored. */
export class CommitRefusedError extends Error {
  override readonly name = "CommitRefusedError";
}

/** For people's requests and background work. */
export const patientTimeouts: DatabaseTimeouts = {
  connectMs: 5000,
  statementMs: 10_000,
  lockMs: 5000,
  idleMs: 4000,
};

/** For whoever must answer within 2 s even when the database is hung: webhooks, readiness. */
export const promptTimeouts: DatabaseTimeouts = {
  connectMs: 1500,
  statementMs: 1500,
  lockMs: 1200,
  idleMs: 2000,
};

const refusalMs = 200;

const utc = "-c timezone=UTC";
/**
 * Every statement finds its rows by a key that begins with the workspace, however small the tables are yet. Reading one
 * from its start, or all customers of a workspace for a page of fifty, looks cheaper to the planner as long as they are
 * few, or where a limit would soon be reached if the workspaces were mixed evenly; they never are. Where such a read can't
 * be avoided it counts as immensely dear before PostgreSQL 18, and would be compiled.
 */
const plansByIndex = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";
const plannedOnce = "-c plan_cache_mode=force_generic_plan";

/** Opens a pool; connections are made when needed, and made anew after the database was away. */
export function connectDatabase(options: ConnectOptions): Database {
  const timeouts = options.timeouts ?? patientTimeouts;
  const answerMs = timeouts.statementMs + refusalMs;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.name ?? "messaging-center",
    max: options.connections ?? 10,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: timeouts.connectMs,
    statement_timeout: timeouts.statementMs,
    lock_timeout: timeouts.lockMs,
    idle_in_transaction_session_timeout: timeouts.idleMs,
    query_timeout: answerMs,
    keepAlive: true,
    options: `${utc} ${plansByIndex}${options.isPlannedOnce === true ? ` ${plannedOnce}` : ""}`,
    types: columnTypes,
    pipeline: true,
  });
  // A broken connection fails its statement; the event itself would end the process when nobody listened.
  pool.on("error", (error) =>
    options.log.warn({ reason: error.message }, "An idle database connection broke"),
  );
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, answerMs, close: () => pool.end() };
}

/**
 * Runs `work` in one transaction that sees the given workspaces, and commits. When it throws nothing is stored;
 * when it returns everything is, and durably.
 */
export async function withWorkspaces<Result>(
  database: Database,
  workspaceIds: readonly string[],
  work: (db: Transaction) => Promise<Result>,
): Promise<Result> {
  const begin = beginText(workspaceIds);
  const client = await database.pool.connect();
  const session = new Session(client, database.answerMs);
  try {
    // Travels with the first statement of `work`: one that fared without BEGIN would see and write no row.
    session.send({ text: begin });
    const result = await work(session);
    await session.commit();
    return result;
  } catch (error) {
    await session.rollback();
    throw error;
  } finally {
    session.release();
  }
}

/**
 * Like `withWorkspaces`, for reading in one breath: all statements of `work` are given before it waits for any, and BEGIN
 * and COMMIT travel with them in one round trip. A statement that is given later is refused.
 */
export async function readWorkspaces<Result>(
  database: Database,
  workspaceIds: readonly string[],
  work: (db: Transaction) => Promise<Result>,
): Promise<Result> {
  const begin = beginText(workspaceIds);
  const client = await database.pool.connect();
  const session = new Session(client, database.answerMs);
  try {
    session.send({ text: begin });
    const [read, ended] = await Promise.allSettled([work(session), session.commit()]);
    if (read.status === "rejected") {
      throw read.reason;
    }
    if (ended.status === "rejected") {
      throw ended.reason;
    }
    return read.value;
  } finally {
    session.release();
  }
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Both in one round trip. The setting ends with the transaction, so a pooled connection carries nothing over. */
function beginText(workspaceIds: readonly string[]): string {
  for (const id of workspaceIds) {
    if (!uuid.test(id)) {
      throw new TypeError("A workspace id must be a UUID.");
    }
  }
  return `begin; set local app.workspace_ids = '{${workspaceIds.join(",")}}'`;
}

function toParameter(value: unknown): unknown {
  return Array.isArray(value) ? (writeArray(value) ?? value) : value;
}

/** Nothing that the driver could fail to write. */
function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null || Buffer.isBuffer(value);
}

/** Texts by statement name: the driver refuses a name with another text when it is too late to take the others back. */
const texts = new Map<string, string>();

function refuseOtherText({ name, text }: Statement): void {
  if (name !== undefined && (texts.get(name) ?? text) !== text) {
    throw new TypeError(`Two statements have the name ${name}.`);
  }
  if (name !== undefined) {
    texts.set(name, text);
  }
}

/** One transaction on a borrowed connection, which goes back to the pool only while it is sound. */
class Session implements Transaction {
  readonly #client: pg.PoolClient;
  readonly #answerMs: number;
  readonly #sent: Promise<unknown>[] = [];
  /** The first error: statements that follow it in the same breath only hear that the transaction has failed. */
  #failure: unknown;
  #broken: Error | undefined;
  #underWay = 0;
  #isOver = false;
  #isGathering = false;
  /** Whether everything that was given is sure to leave. */
  #isSent = true;

  constructor(client: pg.PoolClient, answerMs: number) {
    this.#client = client;
    this.#answerMs = answerMs;
  }

  async query<Row extends pg.QueryResultRow>(statement: Statement): Promise<Row[]> {
    return (await this.answer<Row>(statement)).rows;
  }

  async execute(statement: Statement): Promise<number> {
    return (await this.answer(statement)).rowCount ?? 0;
  }

  async answer<Row extends pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<Row>> {
    if (this.#isOver) {
      throw new Error("The transaction is over.");
    }
    const { values = [], ...named } = statement;
    this.#underWay += 1;
    // Those before it in the same breath have their time first.
    const limit = { query_timeout: this.#answerMs * this.#underWay };
    try {
      refuseOtherText(statement);
      const parameters = values.map(toParameter);
      this.#isSent &&= parameters.every(isPlain);
      this.#gather();
      return await this.#client.query<Row>({ ...named, ...limit, values: parameters });
    } catch (error) {
      // An answer of the server leaves the connection sound; silence or a cut does not.
      if (!(error instanceof pg.DatabaseError)) {
        this.#broken = error instanceof Error ? error : new Error(String(error));
      }
      this.#failure ??= error;
      throw this.#failure;
    } finally {
      this.#underWay -= 1;
    }
  }

  send(statement: Statement): void {
    const sent = this.answer(statement);
    // Heard when the transaction is to be committed.
    sent.catch(() => undefined);
    this.#sent.push(sent);
  }

  /**
   * Travels with what nobody waits for: a COMMIT behind a failed statement stores nothing, as its own command tag says
   * (it is answered ROLLBACK, without an error). One that might not have left the process is waited for first: the
   * server would take the rest for all.
   */
  async commit(): Promise<void> {
    if (!this.#isSent || this.#failure !== undefined) {
      await Promise.all(this.#sent);
    }
    const ended = this.answer({ text: "commit" });
    this.#isOver = true;
    ended.catch(() => undefined);
    await Promise.all(this.#sent);
    const { command } = await ended;
    if (command !== "COMMIT") {
      throw new CommitRefusedError(`COMMIT was answered with ${command}`);
    }
  }

  async rollback(): Promise<void> {
    const ended = this.#broken === undefined && !this.#isOver ? this.answer({ text: "rollback" }) : null;
    this.#isOver = true;
    await ended?.catch(() => undefined);
  }

  /** What is given before the next turn of the event loop leaves in one write: each one wakes the server up. */
  #gather(): void {
    if (this.#isGathering) {
      return;
    }
    const { stream } = this.#client.connection;
    this.#isGathering = true;
    stream.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }

  release(): void {
    this.#client.release(this.#broken);
  }
}
