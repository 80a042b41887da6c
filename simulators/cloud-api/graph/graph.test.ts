import { get } from "node:http";
import { expect, it } from "vitest";
import { phoneId, secondPhoneId, startBench, wabaId } from "../test-bench.ts";

it("answers under any version or none, and refuses other paths", async () => {
  const bench = await startBench();
  expect((await bench.get(`/v16.0/${phoneId}`)).status).toBe(200);
  expect((await bench.get(`/v99.0/${phoneId}`)).status).toBe(200);
  expect((await bench.get(`/${phoneId}`)).status).toBe(200);
  expect((await bench.get(`/me/${phoneId}`)).status).toBe(404);
  expect((await bench.get("/v24.0/a/b/c")).status).toBe(400);
});

it("wants the access token: 401 with code 190 (§5.1)", async () => {
  const bench = await startBench();
  for (const headers of [{}, { authorization: "Bearer other" }, { authorization: "token" }]) {
    const answer = await bench.get(`/v24.0/${phoneId}`, headers);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 190, type: "OAuthException" } } });
    expect(answer.body).toHaveProperty("error.fbtrace_id");
  }
});

it("an unknown id is 400, code 100, subcode 33, for every kind of node", async () => {
  const bench = await startBench();
  const missing = { status: 400, body: { error: { code: 100, error_subcode: 33 } } };
  expect(await bench.get("/v24.0/123")).toMatchObject(missing);
  expect(await bench.get(`/v24.0/${phoneId}/nothing`)).toMatchObject(missing);
  const body = { messaging_product: "whatsapp" };
  expect(await bench.post("/v24.0/123/messages", body)).toMatchObject(missing);
});

it("shows a phone number, a WABA and its numbers, with the fields asked for", async () => {
  const bench = await startBench();
  const number = await bench.get(`/v24.0/${phoneId}?fields=verified_name,status,throughput`);
  expect(number.body).toEqual({
    id: phoneId,
    verified_name: "Hotel",
    status: "CONNECTED",
    throughput: { level: "STANDARD" },
  });
  expect((await bench.get(`/v24.0/${phoneId}`)).body).toMatchObject({
    display_phone_number: "+34 600 900 900",
    quality_rating: "GREEN",
    platform_type: "CLOUD_API",
  });
  expect((await bench.get(`/v24.0/${wabaId}`)).body).toMatchObject({
    id: wabaId,
    name: "Hotel",
    currency: "USD",
  });
  const numbers = await bench.get(`/v24.0/${wabaId}/phone_numbers?fields=id`);
  expect(numbers.body).toEqual({ data: [{ id: phoneId }, { id: secondPhoneId }] });
  const unknown = await bench.get(`/v24.0/${phoneId}?fields=colour`);
  expect(unknown).toMatchObject({ status: 400, body: { error: { code: 100 } } });
});

it("lists and ends subscriptions, with an own address for webhooks", async () => {
  const bench = await startBench();
  const path = `/v24.0/${wabaId}/subscribed_apps`;
  expect((await bench.get(path)).body).toMatchObject({ data: [{ whatsapp_business_api_data: {} }] });
  const uri = "http://127.0.0.1:1/other";
  expect((await bench.post(path, { override_callback_uri: uri })).body).toEqual({ success: true });
  expect((await bench.get(path)).body).toMatchObject({ data: [{ override_callback_uri: uri }] });
});

it("keeps the business profile", async () => {
  const bench = await startBench();
  const path = `/v24.0/${phoneId}/whatsapp_business_profile`;
  await bench.post(path, { messaging_product: "whatsapp", about: "Junto al mar" });
  expect((await bench.get(path)).body).toMatchObject({
    data: [{ about: "Junto al mar", messaging_product: "whatsapp" }],
  });
});

it("only answers names of this machine, and no page of another site", async () => {
  const bench = await startBench();
  const statusFor = (host: string) =>
    new Promise((resolve) => {
      get(`${bench.api.url}/control/state`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
  const { port } = bench.api;
  expect(await statusFor(`localhost:${port}`)).toBe(200);
  expect(await statusFor(`evil.example:${port}`)).toBe(403);
  const answer = await fetch(`${bench.api.url}/control/faults`, {
    method: "DELETE",
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(answer.status).toBe(403);
});
