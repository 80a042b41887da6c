import type { FastifyInstance } from "fastify";

/** Where a server that listens on all addresses or one answers, for people on this machine. */
export function listeningUrl({ server }: Pick<FastifyInstance, "server">): string {
  const listening = server.address();
  if (typeof listening !== "object" || listening === null) {
    throw new Error("the server does not listen yet");
  }
  const { address, port } = listening;
  const shown =
    address === "0.0.0.0" || address === "::"
      ? "localhost"
      : address.includes(":")
        ? `[${address}]`
        : address;
  return `http://${shown}:${port}`;
}
