/** One event of a server-sent stream. */
export type StreamEvent = { id: string | null; data: string };

/** Reads a server-sent stream (WHATWG HTML §9.2.6) until it ends; `onSign` hears every sign of life, comments too. */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: StreamEvent) => void,
  onSign: () => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let event: { id: string | null; data: string[] } = { id: null, data: [] };
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    onSign();
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (event.data.length > 0) {
          onEvent({ id: event.id, data: event.data.join("\n") });
        }
        event = { id: null, data: [] };
        continue;
      }
      const [, field = "", text = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === "data") {
        event.data.push(text);
      } else if (field === "id") {
        event.id = text;
      }
    }
  }
}
