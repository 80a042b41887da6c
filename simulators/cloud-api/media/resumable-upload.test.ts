import { expect, it } from "vitest";
import { startBench, wabaId } from "../test-bench.ts";

const bytes = Buffer.from("x".repeat(10));

it("takes a file in one go or in parts and gives a handle for headers of templates (§3.4)", async () => {
  const bench = await startBench({ templateReview: { verdict: "wait" } });
  const app = "/v24.0/1000000000000001";
  const begun = await bench.post(
    `${app}/uploads?file_length=10&file_type=image/png&file_name=playa.png`,
    undefined,
  );
  const id = String(begun.body.id);
  expect(id).toMatch(/^upload:/);
  const put = async (offset: number, part: Buffer) => {
    const headers = { authorization: "OAuth token", file_offset: String(offset) };
    const address = `${bench.api.url}/v24.0/${id}`;
    const answer = await fetch(address, { method: "POST", headers, body: new Uint8Array(part) });
    const body: Record<string, unknown> = JSON.parse(await answer.text());
    return { status: answer.status, body };
  };
  expect((await put(4, bytes)).status).toBe(400);
  expect((await put(0, bytes.subarray(0, 4))).body).toEqual({ id, file_offset: 4 });
  expect((await bench.get(`/v24.0/${id}`)).body).toEqual({ id, file_offset: 4 });
  const { body } = await put(4, bytes.subarray(4));
  expect(body.h).toMatch(/^4::aW/);
  const header = { type: "HEADER", format: "IMAGE", example: { header_handle: [body.h] } };
  const template = {
    name: "con_foto",
    language: "es",
    category: "UTILITY",
    components: [header, { type: "BODY", text: "Así se ve la playa hoy." }],
  };
  const path = `/v24.0/${wabaId}/message_templates`;
  expect((await bench.post(path, template)).status).toBe(200);
  const film = { ...template, components: [{ ...header, format: "VIDEO" }, template.components[1]] };
  expect(await bench.post(path, { ...film, name: "con_film" })).toMatchObject({
    body: { error: { code: 100, error_subcode: 2388047 } },
  });
});

it("refuses files without length, of a strange type, and uploads that nobody began", async () => {
  const bench = await startBench();
  expect((await bench.post("/v24.0/app/uploads?file_type=image/png", undefined)).status).toBe(400);
  expect((await bench.post("/v24.0/app/uploads?file_length=1&file_type=x", undefined)).status).toBe(400);
  expect(await bench.get("/v24.0/upload:nobody")).toMatchObject({ body: { error: { error_subcode: 33 } } });
});
