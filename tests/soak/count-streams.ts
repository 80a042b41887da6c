import type { ApiClient } from "../../scripts/demo/api-client.ts";
import { eventually } from "../support/eventually.ts";
import { type LiveClient, readThreads } from "../support/follow-live.ts";

/** `differing`: clients whose list is in the end not the API's. `sentAway`: streams that ended with a word when to return. */
export type StreamCounts = {
  clients: number;
  breaks: number;
  sentAway: number;
  resets: number;
  differing: number;
};

/** Waits until every client knows what the API tells, compares, and ends the clients. */
export async function countStreams(clients: readonly LiveClient[], api: ApiClient): Promise<StreamCounts> {
  const wanted = JSON.stringify(listOf(await readThreads(api)));
  const countDiffering = () =>
    clients.filter((client) => JSON.stringify(listOf(client.threads())) !== wanted).length;
  await eventually(() => countDiffering() === 0).catch(() => undefined);
  const differing = countDiffering();
  const sum = (read: (client: LiveClient) => number) =>
    clients.reduce((total, client) => total + read(client), 0);
  const counts = {
    clients: clients.length,
    breaks: sum((client) => client.breaks()),
    sentAway: sum((client) => client.sentAway()),
    resets: sum((client) => client.resets()),
    differing,
  };
  await Promise.all(clients.map((client) => client.close()));
  return counts;
}

function listOf(threads: ReadonlyMap<string, ReadonlyMap<string, string>>): unknown {
  return [...threads]
    .map(([id, messages]) => [id, [...messages].toSorted(([a], [b]) => (a < b ? -1 : 1))] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
