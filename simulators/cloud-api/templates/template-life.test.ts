import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects } from "../json.ts";
import type { Bench } from "../test-bench.ts";
import { maria, startBench, wabaId } from "../test-bench.ts";
import { decideReview } from "./decide-review.ts";

const path = `/v24.0/${wabaId}/message_templates`;
const definition: JsonObject = {
  name: "llegada",
  language: "es_ES",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Te esperamos mañana en el hotel." }],
};

/** The management events that came, oldest first. */
function events(bench: Bench): { field: unknown; value: JsonObject }[] {
  return bench.received.flatMap(({ body }) =>
    asObjects(body.entry).flatMap((entry) =>
      asObjects(entry.changes).map(({ field, value }) => ({ field, value: asObject(value) ?? {} })),
    ),
  );
}

async function create(bench: Bench, change: JsonObject = {}): Promise<string> {
  const answer = await bench.post(path, { ...definition, ...change });
  return String(answer.body.id);
}

async function show(bench: Bench, id: string): Promise<JsonObject> {
  const fields = "status,category,previous_category,rejected_reason,components";
  return (await bench.get(`/v24.0/${id}?fields=${fields}`)).body;
}

it.each<[string, JsonObject, string, string, string]>([
  ["an honest one", {}, "APPROVED", "UTILITY", "NONE"],
  [
    "one that advertises",
    { components: [{ type: "BODY", text: "Tenemos una oferta para ti este verano." }] },
    "APPROVED",
    "MARKETING",
    "NONE",
  ],
  [
    "one that asks for a card",
    { components: [{ type: "BODY", text: "Envía el número de tu tarjeta para confirmar la estancia." }] },
    "REJECTED",
    "UTILITY",
    "ABUSIVE_CONTENT",
  ],
  [
    "one in another language",
    { components: [{ type: "BODY", text: "We are looking forward to your stay with us and the team." }] },
    "REJECTED",
    "UTILITY",
    "TAG_CONTENT_MISMATCH",
  ],
  [
    "one with a shortened address",
    { components: [{ type: "BODY", text: "Mira tu reserva en https://bit.ly/abc cuando quieras." }] },
    "REJECTED",
    "UTILITY",
    "INVALID_FORMAT",
  ],
])("review of %s", async (_name, change, status, category, reason) => {
  const bench = await startBench({ templateReview: { delayMs: 0 } });
  const id = await create(bench, change);
  await bench.api.settled();
  expect(await show(bench, id)).toMatchObject({ status, category, rejected_reason: reason });
  expect(events(bench)).toMatchObject([
    {
      field: "message_template_status_update",
      value: {
        event: status,
        message_template_id: Number(id),
        message_template_language: "es-ES",
        message_template_category: category,
        reason,
        ...(reason === "INVALID_FORMAT"
          ? { rejection_info: { reason: expect.any(String), recommendation: expect.any(String) } }
          : {}),
      },
    },
  ]);
});

it("the words of another template make it INVALID_FORMAT, but not for authentication", () => {
  const judged = {
    category: "UTILITY",
    language: "es",
    components: [{ type: "BODY", text: "Hola, hotel." }],
  };
  expect(decideReview(judged, [judged])).toMatchObject({ kind: "rejected", reason: "INVALID_FORMAT" });
  expect(decideReview({ ...judged, category: "AUTHENTICATION" }, [judged]).kind).toBe("approved");
});

it("review by order, at once, by the clock or by real time", async () => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z", templateReview: { verdict: "wait" } });
  const first = await create(bench);
  expect(await show(bench, first)).toMatchObject({ status: "PENDING" });
  await bench.control("POST", "/templates/llegada", { status: "rejected", reason: "SCAM" });
  expect(await show(bench, first)).toMatchObject({ status: "REJECTED", rejected_reason: "SCAM" });
  bench.api.configure({
    templateReview: { verdict: "approve", when: "simulated", delayMs: 60_000, reason: "NONE" },
  });
  const second = await create(bench, { name: "dos" });
  expect(await show(bench, second)).toMatchObject({ status: "PENDING" });
  bench.clock.advance(60_000);
  expect(await show(bench, second)).toMatchObject({ status: "APPROVED" });
  await bench.control("PATCH", "/settings", { templateReview: { verdict: "reject", when: "at-once" } });
  expect(await bench.post(path, { ...definition, name: "tres" })).toMatchObject({
    body: { status: "REJECTED" },
  });
});

it("an edit replaces all components and goes back to review; once a day, ten times in 30 days (§3.4)", async () => {
  const bench = await startBench({ at: "2026-11-01T10:00:00Z", templateReview: { when: "at-once" } });
  const id = await create(bench);
  const edit = (body: JsonObject) => bench.post(`/v24.0/${id}`, body);
  const components = (n: number) => ({
    components: [{ type: "BODY", text: `Te esperamos en el hotel, edición ${n}.` }],
  });
  expect((await edit(components(1))).body).toEqual({ success: true });
  expect(await show(bench, id)).toMatchObject({
    status: "APPROVED",
    components: [{ type: "BODY", text: "Te esperamos en el hotel, edición 1." }],
  });
  expect(await edit(components(2))).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  for (let n = 2; n <= 10; n += 1) {
    bench.clock.advance(24 * 3_600_000);
    expect((await edit(components(n))).status).toBe(200);
  }
  bench.clock.advance(24 * 3_600_000);
  expect((await edit(components(11))).status).toBe(400);
  bench.clock.advance(20 * 24 * 3_600_000);
  expect((await edit(components(12))).status).toBe(200);
  await bench.api.settled();
  expect(events(bench)).toContainEqual({
    field: "message_template_components_update",
    value: expect.objectContaining({
      message_template_language: "es_ES",
      message_template_element: "Te esperamos en el hotel, edición 12.",
    }),
  });
});

it("name and language stay, the category of an approved one too, and one in review can't be edited", async () => {
  const bench = await startBench({ templateReview: { when: "at-once" } });
  const id = await create(bench);
  const refused = { status: 400, body: { error: { code: 100 } } };
  expect(await bench.post(`/v24.0/${id}`, { name: "otra" })).toMatchObject(refused);
  expect(await bench.post(`/v24.0/${id}`, { category: "MARKETING" })).toMatchObject(refused);
  bench.api.changeTemplate(id, { status: "REJECTED" });
  expect((await bench.post(`/v24.0/${id}`, { category: "MARKETING" })).status).toBe(200);
  bench.api.changeTemplate(id, { status: "PENDING" });
  expect(await bench.post(`/v24.0/${id}`, { components: definition.components })).toMatchObject(refused);
});

it("deletes all languages of a name, one by its id, or many; an approved name is blocked for 30 days", async () => {
  const bench = await startBench({ at: "2026-11-01T10:00:00Z", templateReview: { when: "at-once" } });
  const remove = async (query: string) => {
    const address = `${bench.api.url}${path}?${query}`;
    return (await fetch(address, { method: "DELETE", headers: { authorization: "Bearer token" } })).status;
  };
  const spanish = await create(bench);
  await create(bench, { language: "es_MX" });
  const other = await create(bench, { name: "otra" });
  expect(await remove("name=nada")).toBe(400);
  expect(await remove(`name=otra&hsm_id=${spanish}`)).toBe(400);
  expect(await remove(`name=llegada&hsm_id=${spanish}`)).toBe(200);
  expect((await bench.get(`${path}?name=llegada`)).body.data).toHaveLength(1);
  expect(await remove("name=llegada")).toBe(200);
  expect(await remove(`hsm_ids=${encodeURIComponent(JSON.stringify([other]))}`)).toBe(200);
  expect((await bench.get(`${path}?name=llegada,otra`)).body.data).toEqual([]);
  const again = await bench.post(path, definition);
  expect(again).toMatchObject({ body: { error: { code: 100, error_subcode: 2388023 } } });
  bench.clock.advance(30 * 24 * 3_600_000);
  expect((await bench.post(path, definition)).status).toBe(200);
  bench.api.changeTemplate("llegada", { status: "DISABLED" });
  expect(await remove("name=llegada")).toBe(400);
});

it("one with messages under way is PENDING_DELETION until they arrived, with reason null", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.changeCustomer(maria, { isOnline: false });
  await bench.send({ type: "template", template: { name: "oferta", language: { code: "es" } } });
  await bench.api.settled();
  const address = `${bench.api.url}${path}?name=oferta`;
  await fetch(address, { method: "DELETE", headers: { authorization: "Bearer token" } });
  expect((await bench.get(`${path}?name=oferta`)).body.data).toMatchObject([{ status: "PENDING_DELETION" }]);
  const refused = await bench.send({
    type: "template",
    template: { name: "oferta", language: { code: "es" } },
  });
  expect(refused).toMatchObject({ status: 404, body: { error: { code: 132001 } } });
  bench.api.changeCustomer(maria, { isOnline: true });
  await bench.api.settled();
  expect((await bench.get(`${path}?name=oferta`)).body.data).toEqual([]);
  expect(
    events(bench)
      .filter(({ field }) => field === "message_template_status_update")
      .map(({ value }) => [value.event, value.reason]),
  ).toEqual([
    ["PENDING_DELETION", null],
    ["DELETED", null],
  ]);
});

it("low quality pauses for 3 h, then for 6 h, then disables; unpausing works by hand too (§3.3)", async () => {
  const bench = await startBench({ at: "2026-11-01T10:00:00Z" });
  const pause = () => bench.api.changeTemplate("oferta", { status: "paused" });
  const [template] = asObjects((await bench.get(`${path}?name=oferta`)).body.data);
  const id = String(template?.id);
  pause();
  bench.clock.advance(3 * 3_600_000 - 1_000);
  expect(await show(bench, id)).toMatchObject({ status: "PAUSED" });
  bench.clock.advance(2_000);
  expect(await show(bench, id)).toMatchObject({ status: "APPROVED" });
  pause();
  expect((await bench.post(`/v24.0/${id}/unpause`, {})).body).toEqual({ success: true });
  expect((await bench.post(`/v24.0/${id}/unpause`, {})).status).toBe(400);
  pause();
  await bench.api.settled();
  expect(events(bench).map(({ value }) => [value.event, asObject(value.other_info)?.title])).toEqual([
    ["PAUSED", "FIRST_PAUSE"],
    ["APPROVED", "UNPAUSE"],
    ["PAUSED", "SECOND_PAUSE"],
    ["APPROVED", "UNPAUSE"],
    ["DISABLED", "DISABLED"],
  ]);
  expect(events(bench).at(-1)?.value.disable_info).toEqual({ disable_date: "2026-11-01" });
});

it("a pause by pacing has its own title and only the business ends it", async () => {
  const bench = await startBench({ at: "2026-11-01T10:00:00Z" });
  bench.api.changeTemplate("oferta", { status: "paused", pause: "pacing" });
  bench.clock.advance(48 * 3_600_000);
  await bench.api.settled();
  expect(events(bench)).toMatchObject([{ value: { other_info: { title: "RATE_LIMITING_PAUSE" } } }]);
});

it("another category is announced 24 h before: new_category is still the present one (§4.8)", async () => {
  const bench = await startBench({ at: "2026-11-01T10:00:00Z" });
  await bench.control("POST", "/templates/pedido_listo", { correctCategory: "marketing" });
  bench.clock.advance(24 * 3_600_000);
  await bench.api.settled();
  expect(events(bench)).toMatchObject([
    {
      field: "template_category_update",
      value: {
        new_category: "UTILITY",
        correct_category: "MARKETING",
        category_update_timestamp: Date.parse("2026-11-02T10:00:00Z") / 1000,
      },
    },
    { value: { previous_category: "UTILITY", new_category: "MARKETING" } },
  ]);
  expect(events(bench)[1]?.value).not.toHaveProperty("correct_category");
});
