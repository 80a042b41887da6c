import type { Outside } from "./start-outside.ts";

/** Resolves when nothing is on its way any more. Each side may wake the other: quiet is when whole rounds found nothing. */
export async function settleAll(server: { settled(): Promise<void> }, outside: Outside): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await server.settled();
    await outside.cloudApi.settled();
    await outside.mail.settled({ awaitReader: true });
  }
  await server.settled();
}
