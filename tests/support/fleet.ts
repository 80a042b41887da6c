import type { ProcessWorld } from "./process-world.ts";
import { type RoundRobinProxy, startRoundRobinProxy } from "./round-robin-proxy.ts";
import type { End, Settings, SpawnedServer } from "./spawn-server.ts";

/** A place for one process, which is filled anew whenever the process ended. */
export type Place = { settings: Settings; server: SpawnedServer | null };

/** Several processes of the product over one database, behind one address. */
export type Fleet = {
  /** The balancer before those that answer HTTP. */
  front: RoundRobinProxy;
  places: Place[];
  /** Ends a process as a power cut would, and starts another one in its place; resolves when that answers. */
  killAndRestart(place: Place): Promise<void>;
  /** Asks a process to end, waits until it has, starts another one; answers how it ended and how long that took. */
  restart(place: Place): Promise<{ end: End; drainMs: number }>;
  /** Asks those processes to end and starts none. */
  drain(places: readonly Place[]): Promise<End[]>;
  start(places: readonly Place[]): Promise<void>;
  close(): Promise<void>;
};

/** Starts one process for each of these settings beside the world's own. Webhooks go to the balancer from now on. */
export async function startFleet(
  world: ProcessWorld,
  { first, others }: { first: Settings; others: readonly Settings[] },
): Promise<Fleet> {
  const empty = others.map((one): Place => ({ settings: one, server: null }));
  const places: Place[] = [{ settings: first, server: world.server() }, ...empty];
  const urls = () =>
    places.flatMap(({ settings: { ROLE = "web" }, server }) =>
      server !== null && ROLE.includes("web") ? [server.url] : [],
    );
  const front = await startRoundRobinProxy(urls);

  async function fill(place: Place): Promise<void> {
    place.server = await world.startBeside(place.settings);
  }

  await Promise.all(empty.map(fill));
  world.cloudApi.setWebhookUrl(world.webhookUrl().replace(world.server().url, front.url));
  return {
    front,
    places,
    async killAndRestart(place) {
      // Its address stays with the balancer, which has to notice by itself.
      await place.server?.kill();
      await fill(place);
    },
    async restart(place) {
      const startedAt = performance.now();
      const end = await place.server?.stop();
      const drainMs = performance.now() - startedAt;
      await fill(place);
      if (end === undefined) {
        throw new Error("nothing ran in this place");
      }
      return { end, drainMs };
    },
    async drain(some) {
      const ending = some.flatMap(({ server }) => (server === null ? [] : [server.stop()]));
      for (const place of some) {
        place.server = null;
      }
      return Promise.all(ending);
    },
    async start(some) {
      await Promise.all(some.map(fill));
    },
    close: () => front.close(),
  };
}
