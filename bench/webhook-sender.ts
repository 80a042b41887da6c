import { createHmac } from "node:crypto";
import { connect, type Socket } from "node:net";

/** Posts signed webhooks over connections that stay open, as many as are needed at once. */
export type WebhookSender = {
  /** Resolves with the status of the answer; rejects when the connection ends without one. */
  post(body: string): Promise<number>;
  close(): void;
};

type Connection = {
  socket: Socket;
  /** What came of the answer so far. */
  text: string;
  /** Who waits for the answer; null: nobody, it is free. */
  waiting: { resolve(status: number): void; reject(error: Error): void } | null;
};

/**
 * A client for this one kind of request: that of `node:http` takes two to three times the CPU (docs/performance.md), which the
 * server on the same two cores would miss.
 */
export function openWebhookSender({ url, appSecret }: { url: string; appSecret: string }): WebhookSender {
  const { hostname, port, host, pathname } = new URL(url);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n`;
  const free: Connection[] = [];
  const open = new Set<Connection>();

  const openConnection = (): Connection => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const connection: Connection = { socket, text: "", waiting: null };
    open.add(connection);
    const end = (error: Error) => {
      open.delete(connection);
      const index = free.indexOf(connection);
      if (index >= 0) {
        free.splice(index, 1);
      }
      connection.waiting?.reject(error);
      connection.waiting = null;
    };
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => take(connection, part));
    socket.on("error", end);
    socket.on("close", () => end(new Error("The connection was closed before an answer")));
    return connection;
  };

  const take = (connection: Connection, part: string) => {
    connection.text += part;
    const status = statusOf(connection.text);
    if (status === "unreadable") {
      connection.socket.destroy(new Error("An answer to a webhook has no content-length"));
    } else if (status !== null) {
      const { waiting } = connection;
      connection.text = "";
      connection.waiting = null;
      free.push(connection);
      waiting?.resolve(status);
    }
  };

  return {
    post(body) {
      const signature = createHmac("sha256", appSecret).update(body).digest("hex");
      const length = Buffer.byteLength(body);
      const connection = free.pop() ?? openConnection();
      return new Promise((resolve, reject) => {
        connection.waiting = { resolve, reject };
        connection.socket.write(
          `${head}x-hub-signature-256: sha256=${signature}\r\ncontent-length: ${length}\r\n\r\n${body}`,
        );
      });
    },
    close() {
      for (const { socket } of open) {
        socket.destroy();
      }
    },
  };
}

/** The status of an answer that is whole (RFC 9112: a head, then `content-length` bytes); null: more is to come. */
function statusOf(text: string): number | "unreadable" | null {
  const headLength = text.indexOf("\r\n\r\n") + 4;
  if (headLength < 4) {
    return null;
  }
  const announced = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headLength))?.[1];
  if (announced === undefined) {
    return "unreadable";
  }
  return text.length < headLength + Number(announced) ? null : Number(text.slice(9, 12));
}
