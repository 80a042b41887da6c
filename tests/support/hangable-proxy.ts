import { once } from "node:events";
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a PostgreSQL, or another server, that can be made to hang, as a stopped machine or a silent firewall does. */
export interface HangableProxy {
  /** Of a PostgreSQL. */
  url: string;
  port: number;
  /** From now on nothing passes any more, and nothing is refused either; new connections hang too. */
  hang(): void;
  /** Every connection ends, and new ones are refused. */
  refuse(): Promise<void>;
  /** New connections pass again; those that hung stay hung. */
  heal(): Promise<void>;
}

/** Starts a proxy to the server of `url`; it ends with the test. */
export async function startHangableProxy(url: string): Promise<HangableProxy> {
  const target = targetOf(new URL(url));
  const open = new Set<Socket>();
  let isHung = false;
  const server = createServer((client) => {
    open.add(client);
    client.on("error", () => undefined);
    if (isHung) {
      return;
    }
    const upstream = connect(target);
    open.add(upstream);
    upstream.on("error", () => client.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of open) {
      socket.destroy();
    }
    open.clear();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    url: throughPort(url, port),
    port,
    hang: () => {
      isHung = true;
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
    async refuse() {
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
    },
    async heal() {
      isHung = false;
      if (!server.listening) {
        await listen(port);
      }
    },
  };
}

function targetOf(url: URL): NetConnectOpts {
  const port = Number(url.searchParams.get("port") ?? (url.port || 5432));
  const host = url.searchParams.get("host") ?? url.hostname;
  return host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
}

function throughPort(text: string, port: number): string {
  const url = new URL(text);
  url.searchParams.set("host", "127.0.0.1");
  url.searchParams.set("port", `${port}`);
  return url.href;
}
