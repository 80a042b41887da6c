import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import { wrapVoice } from "../media/wrap-voice.ts";
import { writeSilence } from "../media/write-ogg.ts";
import type { Bench } from "../test-bench.ts";
import { maria, phoneId, startBench } from "../test-bench.ts";
import { exampleKinds } from "./example-messages.ts";

const text: JsonObject = { type: "text", text: { body: "Hola" } };
const at = "2026-11-23T10:00:00Z";

async function startThread(): Promise<Bench> {
  const bench = await startBench({ at });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  await bench.send(text);
  await bench.api.settled();
  return bench;
}

/** Values of a field, oldest first. */
function valuesOf(bench: Bench, field: string): JsonObject[] {
  return bench.received
    .flatMap(({ body }) => asObjects(body.entry).flatMap((entry) => asObjects(entry.changes)))
    .filter((change) => change.field === field)
    .map((change) => asObject(change.value) ?? {});
}

it.each(exampleKinds)("an example of %s reaches the business (§4.3, §4.4)", async (kind) => {
  const bench = await startThread();
  const { id } = bench.api.sendExample(maria, kind);
  await bench.api.settled();
  const value = valuesOf(bench, "messages").at(-1);
  expect(asObjects(value?.messages)).toMatchObject([{ id, from: maria, timestamp: expect.any(String) }]);
  expect(JSON.stringify(value)).not.toContain("valueErrors");
});

const sent = async (bench: Bench, kind: Parameters<Bench["api"]["sendExample"]>[1]) => {
  bench.api.sendExample(maria, kind);
  await bench.api.settled();
  const value = valuesOf(bench, "messages").at(-1) ?? {};
  return { value, message: asObjects(value.messages)[0] ?? {} };
};

it("a form comes back as JSON in text, a voice note as Ogg, a broken message with errors beside it", async () => {
  const bench = await startThread();
  const flow = (await sent(bench, "flow-reply")).message;
  const answer = asObject(asObject(flow.interactive)?.nfm_reply);
  expect(JSON.parse(asText(answer?.response_json) ?? "")).toEqual({ flow_token: "t1", nights: "3" });
  const voice = (await sent(bench, "voice")).message;
  expect(voice.audio).toMatchObject({ mime_type: "audio/ogg; codecs=opus", voice: true });
  const broken = await sent(bench, "broken-interactive");
  expect(broken.value.errors).toMatchObject([{ code: 131000 }]);
  expect(broken.message).not.toHaveProperty("interactive");
});

it("system messages come without contacts and open no window (§4.3)", async () => {
  const bench = await startBench({ at });
  bench.api.addCustomer({ waId: maria, name: "María" });
  for (const kind of [
    "system-number",
    "system-user-id",
    "system-identity",
    "system-legacy-number",
  ] as const) {
    expect((await sent(bench, kind)).value).not.toHaveProperty("contacts");
  }
  expect(bench.api.viewThread(maria).windowClosesAt).toBeNull();
});

it("an edit and a revocation change the message on the phone", async () => {
  const bench = await startThread();
  bench.api.sendExample(maria, "edit");
  expect(bench.api.viewThread(maria).messages).toMatchObject([
    { text: "¿Hay parking cubierto?", isEdited: true },
    { isEdited: false },
  ]);
  const [first] = asObjects(bench.api.viewThread(maria).messages);
  bench.api.writeAsCustomer(maria, { type: "revoke", revoke: { original_message_id: first?.id } });
  expect(bench.api.viewThread(maria).messages).toMatchObject([{ type: "revoked", text: null }, {}]);
});

it("echoes of the phone app: message, edit and revocation, neither priced nor a call (§4.8)", async () => {
  const bench = await startThread();
  const echo = (body: JsonObject) => bench.control("POST", `/customers/${maria}/echoes`, body);
  const { body } = await echo({ type: "text", text: { body: "Te lo escribo desde el móvil" } });
  const changed = { type: "text", text: { body: "Desde el móvil" } };
  await echo({ type: "edit", edit: { original_message_id: body.id, message: changed } });
  await bench.api.settled();
  expect(valuesOf(bench, "smb_message_echoes")).toMatchObject([
    {
      metadata: { phone_number_id: phoneId },
      message_echoes: [
        {
          from: "34600900900",
          to: maria,
          to_user_id: expect.stringMatching(/^ES\./),
          id: body.id,
          timestamp: String(Date.parse(at) / 1000),
          type: "text",
        },
      ],
    },
    { message_echoes: [{ type: "edit", edit: { original_message_id: body.id } }] },
  ]);
  expect(asObjects(bench.api.viewThread(maria).messages).at(-1)).toMatchObject({
    author: "business",
    text: "Desde el móvil",
  });
  await echo({ type: "revoke", revoke: { original_message_id: body.id } });
  expect(asObjects(bench.api.viewThread(maria).messages).at(-1)).toMatchObject({ type: "revoked" });
  expect(bench.api.bill().lines).toHaveLength(1);
});

it("history in parts, or declined with 2593109; contacts of the phone app (§4.8)", async () => {
  const bench = await startThread();
  await bench.control("POST", "/history", { phase: 1, chunkOrder: 2, progress: 55 });
  await bench.control("POST", "/history", { isDeclined: true });
  const contacts = [{ fullName: "Ana Ruiz", phone: "34600900009" }];
  await bench.control("POST", "/app-state", { contacts });
  await bench.api.settled();
  expect(valuesOf(bench, "history")).toMatchObject([
    {
      history: [
        {
          metadata: { phase: 1, chunk_order: 2, progress: 55 },
          threads: [
            {
              id: maria,
              messages: [
                { from: maria, type: "text", history_context: { status: "DELIVERED" } },
                { from: "34600900900", to: maria, history_context: { status: "DELIVERED" } },
              ],
            },
          ],
        },
      ],
    },
    { history: [{ errors: [{ code: 2593109 }] }] },
  ]);
  expect(valuesOf(bench, "smb_app_state_sync")).toMatchObject([
    { state_sync: [{ type: "contact", contact: { full_name: "Ana Ruiz" }, action: "add" }] },
  ]);
});

it("a call opens the window, and only the field `calls` tells (§1.1)", async () => {
  const bench = await startBench({ at });
  bench.api.addCustomer({ waId: maria, name: "María" });
  await bench.control("POST", `/customers/${maria}/call`, {});
  await bench.api.settled();
  expect(valuesOf(bench, "calls")).toMatchObject([{ calls: [{ event: "connect" }] }, {}]);
  expect(valuesOf(bench, "messages")).toEqual([]);
  expect(bench.api.viewThread(maria).windowClosesAt).toBe("2026-11-24T10:00:00.000Z");
});

it("user ids and identities change, and marketing can be signed up for (§4.8, §4.9)", async () => {
  const bench = await startThread();
  const before = (await bench.control("GET", "/customers")).body.list;
  const bsuid = asObjects(before)[0]?.bsuid;
  const changed = (await bench.control("POST", `/customers/${maria}/user-id`)).body;
  expect(changed.bsuid).not.toBe(bsuid);
  const identity = (await bench.control("POST", `/customers/${maria}/identity`)).body;
  await bench.control("POST", `/customers/${maria}/preferences`, { value: "signup" });
  await bench.api.settled();
  const systems = bench.messages().filter((message) => message.type === "system");
  expect(systems).toMatchObject([
    { system: { type: "user_changed_user_id", user_id: changed.bsuid, previous_user_id: bsuid } },
    { system: { type: "customer_identity_changed", identity: { hash: identity.identityHash } } },
  ]);
  expect(systems[0]).not.toHaveProperty("from");
  expect(valuesOf(bench, "user_preferences")).toMatchObject([
    { user_preferences: [{ value: "signup", signup_id: expect.any(String), timestamp: expect.any(Number) }] },
  ]);
});

it("a silent voice note is an Ogg of Opus with one channel", () => {
  const file = writeSilence(3_000);
  expect(file.subarray(0, 4).toString()).toBe("OggS");
  expect(file[file.indexOf("OpusHead") + 9]).toBe(1);
  // Its last page says how long it is: 3 s of 48,000 samples.
  expect(file.readBigUInt64LE(file.lastIndexOf("OggS") + 6)).toBe(144_000n);
});

it("what a browser records becomes a voice note of the same length", () => {
  const element = (id: number[], content: Buffer, size = [0x80 | content.length]) =>
    Buffer.concat([Buffer.from(id), Buffer.from(size), content]);
  // 60 ms of Opus each (kind 3, one frame), in the two ways in which WebM writes blocks.
  const packet = Buffer.from([0x18, 1, 2, 3]);
  const block = Buffer.concat([Buffer.from([0x81, 0, 0, 0x80]), packet]);
  const unknownSize = [0x01, 255, 255, 255, 255, 255, 255, 255];
  const cluster = Buffer.concat([
    element([0xe7], Buffer.from([0])),
    element([0xa3], block),
    element([0xa0], element([0xa1], block)),
  ]);
  const segment = element([0x1f, 0x43, 0xb6, 0x75], cluster, unknownSize);
  const webm = Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], Buffer.from([0x42, 0x86, 0x81, 1])),
    element([0x18, 0x53, 0x80, 0x67], segment, unknownSize),
  ]);
  const voice = wrapVoice(webm);
  expect(voice?.readBigUInt64LE((voice?.lastIndexOf("OggS") ?? 0) + 6)).toBe(BigInt(2 * 60 * 48));
  expect(voice?.includes(packet)).toBe(true);
  expect(wrapVoice(Buffer.from("no film"))).toBeNull();
});
