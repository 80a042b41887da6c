import { createServer, type ServerResponse } from "node:http";

/** G8: a bare server of streams: it answers with an open one and says a comment every 15 s, as ours does. */
const open = new Set<ServerResponse>();
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": \n\n");
  open.add(response);
  response.once("close", () => open.delete(response));
});
setInterval(() => {
  for (const response of open) {
    response.write(": \n\n");
  }
}, 15_000).unref();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  process.stdout.write(`The bare program answers at http://127.0.0.1:${port}\n`);
});
process.once("SIGTERM", () => process.exit(0));
