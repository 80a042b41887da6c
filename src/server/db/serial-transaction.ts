import type pg from "pg";
import { writeArray } from "./array-parameter.ts";
import type { Statement, Transaction } from "./connect.ts";

/**
 * The transaction that a session is in already, for code that wants one: statements run one after the other, and the
 * caller begins and ends it. `settled` waits for all of them and throws what one that nobody waited for met.
 */
export function joinTransaction(client: pg.ClientBase): Transaction & { settled(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();

  function answer<Row extends pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<Row>> {
    const { values = [], ...named } = statement;
    const parameters = values.map((value) => (Array.isArray(value) ? (writeArray(value) ?? value) : value));
    const answered = last.then(() => client.query<Row>({ ...named, values: parameters }));
    // What follows a failed statement is not run: its error is the one that counts.
    last = answered;
    answered.catch(() => undefined);
    return answered;
  }

  return {
    answer,
    query: async <Row extends pg.QueryResultRow>(statement: Statement) => (await answer<Row>(statement)).rows,
    execute: async (statement) => (await answer(statement)).rowCount ?? 0,
    send: (statement) => void answer(statement),
    settled: async () => void (await last),
  };
}
