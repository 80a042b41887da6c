import type { Instant } from "#domain/time.ts";
import type { Draft } from "./draft.ts";
import type { PersonRow } from "./load-people.queries.ts";
import { addressesOf, customersNamed, identitiesOf } from "./people.ts";
import type { AddressRecord, WorkspaceRow } from "./rows.ts";

/** Match keys, each with the time of the earliest message under it; null when none came. */
type Keys = ReadonlyMap<string, Instant | null>;

/** Everybody who is remembered under some keys, and the keys that must be looked up. */
export type Recalled = { addresses: AddressRecord[]; people: PersonRow[]; missing: Keys };

/** A customer as the last batch left them. */
type Person = {
  addresses: readonly AddressRecord[];
  rows: readonly PersonRow[];
  /** No message of theirs from this time on corrects the window of a message of ours. */
  since: Instant;
};

/** What is remembered of one workspace. */
type Remembered = {
  /** The turn that this process had last; null while one is under way, or when its end is not known. */
  left: number | null;
  /** Whether nobody else had a turn since the one before. */
  isSteady: boolean;
  /** By customer id; the one that was not needed for longest comes first. */
  people: Map<string, Person>;
  /** Ids of the customers that a match key leads to, all of them among the people. */
  keys: Map<string, readonly string[]>;
};

/** So many customers, whatever the workspace, so that memory has a bound. */
const defaultMostPeople = 10_000;

/**
 * What one process remembers of customers between its batches, so that a batch looks up only those who are new. It holds
 * while nobody else had a turn in the workspace: each writer counts its turn under the lock of the counters, before it
 * changes anything (decision 0007). What a batch decides is remembered once it is committed.
 */
export class PeopleMemory {
  /** The workspace that was not written for longest comes first. */
  readonly #workspaces = new Map<string, Remembered>();
  readonly #mostPeople: number;
  #size = 0;

  constructor(mostPeople = defaultMostPeople) {
    this.#mostPeople = mostPeople;
  }

  /**
   * Who the keys lead to, as long as `holds` says yes afterwards. Null while others write in the workspace, too: then all
   * are looked up in one breath with the lock.
   */
  recall(workspaceId: string, keys: Keys): Recalled | null {
    const known = this.#workspaces.get(workspaceId);
    if (known === undefined || known.left === null || !known.isSteady) {
      return null;
    }
    const found = new Map<string, Person>();
    const missing = new Map<string, Instant | null>();
    for (const [key, since] of keys) {
      const people = findPeople(known, key, since);
      if (people === null) {
        missing.set(key, since);
        continue;
      }
      for (const [id, person] of people) {
        found.set(id, person);
      }
    }
    const persons = [...found.values()];
    return {
      addresses: persons.flatMap(({ addresses }) => addresses),
      people: persons.flatMap(({ rows }) => rows),
      missing,
    };
  }

  /** Whether nobody had a turn in between; the locked row is the word. Nothing is recalled before this turn's end is told. */
  holds({ workspaceId, turn }: WorkspaceRow): boolean {
    const before = this.#workspaces.get(workspaceId);
    if (before !== undefined && before.left === turn - 1) {
      before.left = null;
      before.isSteady = true;
      return true;
    }
    this.#drop(workspaceId);
    this.#workspaces.set(workspaceId, { left: null, isSteady: false, people: new Map(), keys: new Map() });
    return false;
  }

  /** Takes over what a committed batch left of everybody whom its keys lead to. */
  remember(draft: Draft, keys: Keys, people: readonly PersonRow[]): void {
    const { workspaceId, turn } = draft.workspace;
    const known = this.#workspaces.get(workspaceId);
    if (known === undefined || draft.merges.length > 0) {
      this.#drop(workspaceId);
      return;
    }
    this.#size -= known.people.size;
    const named = new Map([...keys.keys()].map((key) => [key, [...customersNamed(draft, [key])]]));
    const uncertain = uncertainCustomers(draft, people);
    const windows = Map.groupBy(draft.windows.rows.values(), ({ identityId }) => identityId);
    const sinceOf = earliestOf(keys, named);
    for (const id of draft.customers.rows.keys()) {
      const since = sinceOf.get(id);
      const rows = since === undefined || uncertain.has(id) ? [] : rowsOf(draft, id, windows);
      const before = forget(known, id);
      if (since !== undefined && rows.length > 0) {
        const addresses = addressesOf(draft, id);
        known.people.set(id, { addresses, rows, since: Math.min(before?.since ?? since, since) });
      }
    }
    for (const id of draft.addresses.added) {
      known.keys.delete(draft.addresses.rows.get(id)?.matchKey ?? "");
    }
    for (const [key, customerIds] of named) {
      if (customerIds.length > 0 && customerIds.every((id) => known.people.has(id))) {
        known.keys.set(key, customerIds);
      }
    }
    known.left = turn;
    this.#size += known.people.size;
    this.#workspaces.delete(workspaceId);
    this.#workspaces.set(workspaceId, known);
    this.#makeRoom();
  }

  /** Forgets everything: what another server says now may be older than what is remembered. */
  clear(): void {
    this.#workspaces.clear();
    this.#size = 0;
  }

  #drop(workspaceId: string): void {
    this.#size -= this.#workspaces.get(workspaceId)?.people.size ?? 0;
    this.#workspaces.delete(workspaceId);
  }

  #makeRoom(): void {
    for (const [workspaceId, known] of this.#workspaces) {
      for (const id of known.people.keys()) {
        if (this.#size <= this.#mostPeople) {
          return;
        }
        forget(known, id);
        this.#size -= 1;
      }
      this.#drop(workspaceId);
    }
  }
}

/** Null: the key must be looked up. A message from before all that is remembered of a customer may correct what is not. */
function findPeople(
  { people, keys }: Remembered,
  key: string,
  since: Instant | null,
): [string, Person][] | null {
  const found: [string, Person][] = [];
  for (const id of keys.get(key) ?? []) {
    const person = people.get(id);
    if (person === undefined || (since !== null && since < person.since)) {
      return null;
    }
    found.push([id, person]);
  }
  return found.length === 0 ? null : found;
}

/** Takes a person out with the keys that lead there, so that nothing stays behind of who never writes again. */
function forget({ people, keys }: Remembered, customerId: string): Person | undefined {
  const person = people.get(customerId);
  people.delete(customerId);
  for (const { matchKey } of person?.addresses ?? []) {
    keys.delete(matchKey);
  }
  return person;
}

/** By customer, the time of the earliest message in the batch; infinity when none of its keys came with one. */
function earliestOf(keys: Keys, named: ReadonlyMap<string, readonly string[]>): Map<string, Instant> {
  const earliest = new Map<string, Instant>();
  for (const [key, customerIds] of named) {
    const since = keys.get(key) ?? Number.POSITIVE_INFINITY;
    for (const id of customerIds) {
      earliest.set(id, Math.min(earliest.get(id) ?? Number.POSITIVE_INFINITY, since));
    }
  }
  return earliest;
}

/** Those of whom a message of ours is in hand, or may be corrected: what comes next depends on messages, not on people. */
function uncertainCustomers(draft: Draft, people: readonly PersonRow[]): Set<string> {
  const corrected = people
    .filter(({ correctedAt }) => correctedAt !== null)
    .map(({ customer }) => customer.id);
  const written = [...draft.messages.rows.values()]
    .filter(({ direction }) => direction !== "in")
    .map(({ threadId }) => draft.threads.rows.get(threadId)?.customerId ?? "");
  return new Set([...corrected, ...written]);
}

/** What loading a customer would give: a row for each identity and window; none of one who was merged into another. */
function rowsOf(
  draft: Draft,
  customerId: string,
  windows: ReadonlyMap<string, readonly NonNullable<PersonRow["window"]>[]>,
): PersonRow[] {
  const customer = draft.customers.rows.get(customerId);
  const thread = draft.threads.rows.get(draft.threadByCustomer.get(customerId) ?? "");
  if (customer === undefined || thread === undefined || thread.customerId !== customerId) {
    return [];
  }
  return identitiesOf(draft, customerId).flatMap((identity): PersonRow[] => {
    const own = windows.get(identity.id) ?? [null];
    return own.map((window) => ({ customer, identity, thread, window, correctedAt: null }));
  });
}
