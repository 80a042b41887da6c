import { describe, expect, it } from "vitest";
import { readEventStream, type StreamEvent } from "./read-event-stream.ts";

async function read(chunks: readonly Uint8Array[]): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(chunk);
      }
      controller.close();
    },
  });
  await readEventStream(
    body,
    (event) => events.push(event),
    () => {},
  );
  return events;
}

const text = new TextEncoder();

describe("a server-sent stream", () => {
  it("gives each event with its id, and skips comments", async () => {
    const bytes = text.encode(': \n\nid: 7\ndata: {"a":1}\n\nevent: x\ndata: one\ndata: two\n\n');
    expect(await read([bytes])).toEqual([
      { id: "7", data: '{"a":1}' },
      { id: null, data: "one\ntwo" },
    ]);
  });

  it("reads the same however the bytes are cut, even inside a character or a line end", async () => {
    const bytes = text.encode("id: 1\r\ndata: ¿Señal?\r\n\r\nid: 2\r\ndata: ñ\r\n\r\n");
    const whole = await read([bytes]);
    expect(whole).toHaveLength(2);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(await read([bytes.slice(0, cut), bytes.slice(cut)])).toEqual(whole);
    }
  });

  it("drops an event that was cut off before its end", async () => {
    expect(await read([text.encode("id: 1\ndata: half")])).toEqual([]);
  });
});
