import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { asObject, asObjects, parseObject } from "../json.ts";
import type { Bench } from "../test-bench.ts";
import { maria, phoneId, startBench } from "../test-bench.ts";

const bytes = new Uint8Array([137, 80, 78, 71, 1, 2, 3]);
const token = { authorization: "Bearer token", "user-agent": "test" };

async function upload(bench: Bench, type: string, size?: number) {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", type);
  form.set("file", new Blob([size === undefined ? bytes : new Uint8Array(size)], { type }), "a.png");
  const url = `${bench.api.url}/v24.0/${phoneId}/media`;
  const response = await fetch(url, { method: "POST", headers: token, body: form });
  return { status: response.status, body: parseObject(await response.text()) ?? {} };
}

it("uploads, describes, downloads and deletes a file (§6)", async () => {
  const bench = await startBench();
  const { body } = await upload(bench, "image/png");
  const path = `/v24.0/${String(body.id)}`;
  const described = (await bench.get(`${path}?phone_number_id=${phoneId}`)).body;
  expect(described).toMatchObject({
    mime_type: "image/png",
    file_size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  const url = String(described.url);
  expect((await fetch(url)).status).toBe(401);
  const download = await fetch(url, { headers: token });
  expect(download.headers.get("content-type")).toBe("image/png");
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);
  const part = async (range: string) => {
    const answer = await fetch(url, { headers: { ...token, range } });
    return [answer.status, answer.headers.get("content-range"), new Uint8Array(await answer.arrayBuffer())];
  };
  expect(await part("bytes=1-2")).toEqual([206, "bytes 1-2/7", bytes.subarray(1, 3)]);
  expect(await part("bytes=5-")).toEqual([206, "bytes 5-6/7", bytes.subarray(5)]);
  expect(await part("bytes=-2")).toEqual([206, "bytes 5-6/7", bytes.subarray(5)]);
  expect((await part("bytes=7-"))[0]).toBe(416);
  expect((await fetch(`${url}x`, { headers: token })).status).toBe(404);
  const removed = await fetch(`${bench.api.url}${path}`, { method: "DELETE", headers: token });
  expect(await removed.json()).toEqual({ success: true });
  expect((await bench.get(path)).body).toMatchObject({ error: { code: 100, error_subcode: 33 } });
});

it("an address works for five minutes, an uploaded id for 30 days, a customer's for 7", async () => {
  const bench = await startBench({ at: "2026-11-02T10:00:00Z" });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "image", image: { caption: "Mi coche" } });
  await bench.api.settled();
  const [inbound] = bench.messages();
  const inboundId = String(asObject(inbound?.image)?.id);
  const uploadedId = String((await upload(bench, "image/png")).body.id);
  const url = String((await bench.get(`/v24.0/${inboundId}`)).body.url);
  bench.clock.advance(299_000);
  expect((await fetch(url, { headers: token })).status).toBe(200);
  bench.clock.advance(2_000);
  expect((await fetch(url, { headers: token })).status).toBe(404);
  bench.clock.set("2026-11-09T09:59:00Z");
  expect((await bench.get(`/v24.0/${inboundId}`)).status).toBe(200);
  bench.clock.set("2026-11-09T10:01:00Z");
  expect((await bench.get(`/v24.0/${inboundId}`)).status).toBe(400);
  expect((await bench.get(`/v24.0/${uploadedId}`)).status).toBe(200);
  bench.clock.set("2026-12-03T10:00:00Z");
  expect((await bench.get(`/v24.0/${uploadedId}`)).status).toBe(400);
});

it("a customer's picture carries its hash in base64 and, since 2025-11-12, an address (§4.3)", async () => {
  const bench = await startBench({ at: "2025-11-11T10:00:00Z" });
  bench.api.addCustomer({ waId: maria, name: "María" });
  const base64 = Buffer.from(bytes).toString("base64");
  const image = { base64, mime_type: "image/png", caption: "Mi coche" };
  bench.api.writeAsCustomer(maria, { type: "image", image });
  bench.clock.set("2025-11-12T10:00:00Z");
  bench.api.writeAsCustomer(maria, { type: "image", image });
  await bench.api.settled();
  const sha256 = createHash("sha256").update(bytes).digest("base64");
  expect(bench.messages()[0]?.image).toEqual({
    id: expect.any(String),
    mime_type: "image/png",
    sha256,
    caption: "Mi coche",
  });
  expect(bench.messages()[1]?.image).toMatchObject({
    url: expect.stringContaining("/whatsapp_business/attachments/"),
  });
});

it("refuses what is too large at upload, and a file of the wrong kind when it is sent (131053)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  const large = await upload(bench, "image/png", 5 * 1_024 * 1_024 + 1);
  expect(large).toMatchObject({ status: 400, body: { error: { code: 131053 } } });
  const { body } = await upload(bench, "application/pdf");
  expect((await bench.send({ type: "image", image: { id: body.id ?? null } })).status).toBe(200);
  await bench.api.settled();
  expect(bench.statuses()).toMatchObject([{ status: "failed", errors: [{ code: 131053 }] }]);
});

it("a link on this machine is fetched; one that fails ends in 131052", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  await bench.send({ type: "image", image: { link: `${bench.api.url}/page/icon.svg` } });
  await bench.api.settled();
  const [, shown] = asObjects(bench.api.viewThread(maria, phoneId).messages);
  const file = await fetch(`${bench.api.url}${String(asObject(shown?.media)?.url)}`);
  expect([file.status, file.headers.get("content-disposition")]).toEqual([200, "attachment"]);
  await bench.send({ type: "image", image: { link: `${bench.api.url}/nothing.png` } });
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "failed", errors: [{ code: 131052 }] });
});

it("on demand a file is missing, cut short or wrongly described (F22)", async () => {
  const bench = await startBench();
  const { body } = await upload(bench, "image/png");
  const path = `/v24.0/${String(body.id)}`;
  bench.api.addFault({ kind: "media-wrong-hash" });
  expect((await bench.get(path)).body.sha256).toMatch(/^00000000/);
  const url = String((await bench.get(path)).body.url);
  bench.api.addFault({ kind: "media-missing" });
  expect((await fetch(url, { headers: token })).status).toBe(404);
  bench.api.addFault({ kind: "media-truncated" });
  const cut = fetch(url, { headers: token }).then((response) => response.arrayBuffer());
  await expect(cut).rejects.toThrow("terminated");
  bench.api.addFault({ kind: "media-slow", delayMs: 1 });
  expect((await fetch(url, { headers: token })).status).toBe(200);
});
