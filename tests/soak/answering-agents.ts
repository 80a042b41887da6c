import { setTimeout as delay } from "node:timers/promises";
import type { ApiClient } from "../../scripts/demo/api-client.ts";
import type { ProcessWorld } from "../support/process-world.ts";

/** Agents at work. */
export type AnsweringAgents = {
  /** Client ids of messages that were taken to be sent. */
  accepted: ReadonlySet<string>;
  finish(): Promise<void>;
};

const agents = 3;
/** Agents pause while so many messages wait: for their turn at the number's limit, or for the lease of a dead process. */
const usuallyWaiting = 12;

/** Answers customers, each agent with a rest in between; a send without an answer is asked again with the same client id, as the screen does. */
export function startAnswering(
  world: ProcessWorld,
  options: { api: ApiClient; automatic: number; restMs?: number; mostWaiting?: number },
): AnsweringAgents {
  const { api, automatic, restMs = 0, mostWaiting = usuallyWaiting } = options;
  const accepted = new Set<string>();
  let isFinishing = false;

  async function send(threadId: string): Promise<void> {
    const clientId = crypto.randomUUID();
    const body = {
      kind: "text",
      channelId: world.whatsappChannelId,
      clientId,
      text: `Respuesta ${clientId}`,
    };
    for (;;) {
      const answer = await api.call("POST", `/threads/${threadId}/messages`, body).catch(() => null);
      if (answer?.status === 200 || answer?.status === 202) {
        accepted.add(clientId);
        return;
      }
      if (answer !== null && answer.status < 500) {
        throw new Error(`A send was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      await delay(100);
    }
  }

  async function work(agent: number): Promise<void> {
    const threads = await world.sql<{ id: string }>("select id from threads order by id");
    for (let turn = agent; !isFinishing; turn += agents) {
      if (accepted.size + automatic - world.cloudApi.calls().length > mostWaiting) {
        await delay(50);
        continue;
      }
      await send(threads[turn % threads.length]?.id ?? "");
      await delay(restMs);
    }
  }

  const working = Promise.all(Array.from({ length: agents }, (_, agent) => work(agent)));
  working.catch(() => undefined);
  return {
    accepted,
    async finish() {
      isFinishing = true;
      await working;
    },
  };
}
