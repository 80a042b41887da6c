/** One frame of a server-sent stream. */
export type Frame = { id: number | null; event: string; data: unknown };

/** An open stream whose frames are read one by one. */
export type OpenStream = {
  status: number;
  /** The next frame with data; null: the server ended the stream. */
  next(): Promise<Frame | null>;
  /** Frames up to and with the one of this sequence number. */
  until(seq: number): Promise<Frame[]>;
  /** After how many ms the server asked to come back; null: it did not. */
  retryMs(): number | null;
  close(): void;
};

/** Opens a stream as a program would; comments are skipped. */
export async function openStream(url: string, headers: Record<string, string>): Promise<OpenStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let retryMs: number | null = null;
  async function next(): Promise<Frame | null> {
    for (;;) {
      const end = rest.indexOf("\n\n");
      if (end >= 0) {
        const text = rest.slice(0, end);
        retryMs = readRetry(text) ?? retryMs;
        const frame = readFrame(text);
        rest = rest.slice(end + 2);
        if (frame !== null) {
          return frame;
        }
        continue;
      }
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) {
        return null;
      }
      rest += value;
    }
  }
  return {
    status: response.status,
    next,
    async until(seq) {
      const frames: Frame[] = [];
      for (let frame = await next(); frame !== null; frame = await next()) {
        frames.push(frame);
        if ((frame.id ?? 0) >= seq) {
          return frames;
        }
      }
      throw new Error(`the stream ended before event ${seq}`);
    },
    retryMs: () => retryMs,
    close: () => abort.abort(),
  };
}

function readRetry(text: string): number | null {
  const [, ms] = /^retry: (\d+)$/m.exec(text) ?? [];
  return ms === undefined ? null : Number(ms);
}

function readFrame(text: string): Frame | null {
  const fields = new Map(
    text.split("\n").map((line) => {
      const [name = "", ...value] = line.split(": ");
      return [name, value.join(": ")] as const;
    }),
  );
  const data = fields.get("data");
  if (data === undefined) {
    return null;
  }
  const id = fields.get("id");
  return {
    id: id === undefined ? null : Number(id),
    event: fields.get("event") ?? "message",
    data: JSON.parse(data),
  };
}
