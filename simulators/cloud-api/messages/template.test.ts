import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { maria, phoneId, startBench } from "../test-bench.ts";
import { fillVariables, variablesOf } from "./template-variables.ts";

const words = (...values: string[]) => values.map((text) => ({ type: "text", text }));
const link = { type: "button", sub_type: "url", index: "0", parameters: words("8812") };

function order(name: string, language: string, components: JsonObject[] = []) {
  return { type: "template", template: { name, language: { code: language }, components } };
}

it("fills body, buttons and payloads as the customer sees them (§3.6)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  const body = { type: "body", parameters: words("Ana", "8812") };
  const payload = {
    type: "button",
    sub_type: "quick_reply",
    index: 0,
    parameters: [{ type: "payload", payload: "OK" }],
  };
  const answer = await bench.send(order("pedido_listo", "es", [body, payload, { ...link, index: "1" }]));
  expect(answer.body).toMatchObject({ messages: [{ message_status: "accepted" }] });
  await bench.api.settled();
  expect(bench.api.viewThread(maria, phoneId).messages).toMatchObject([
    {
      text: "Hola Ana, tu pedido 8812 está listo.",
      template: {
        buttons: [
          { type: "QUICK_REPLY", payload: "OK" },
          { type: "URL", value: "https://example.com/8812" },
        ],
      },
    },
  ]);
});

it("named templates take their parameters in any order, media headers their file", async () => {
  const bench = await startBench();
  const image = { type: "image", image: { link: "https://example.com/a.png" } };
  const header = { type: "header", parameters: [image] };
  const body = { type: "body", parameters: [{ type: "text", parameter_name: "first_name", text: "Ana" }] };
  expect((await bench.send(order("con_nombre", "en_US", [header, body]))).status).toBe(200);
});

const body = { type: "body", parameters: words("Ana", "8812") };
const url = { ...link, index: "1" };
it.each<[string, JsonObject, number, number]>([
  [
    "too few parameters",
    order("pedido_listo", "es", [{ type: "body", parameters: words("Ana") }, url]),
    132000,
    400,
  ],
  ["no parameters at all", order("pedido_listo", "es"), 132000, 400],
  ["parameters for a template without variables", order("oferta", "es", [body]), 132000, 400],
  ["an unknown name", order("nada", "es"), 132001, 404],
  ["another language", order("pedido_listo", "es_ES", [body, url]), 132001, 404],
  ["a template in review", order("nueva", "es"), 132001, 404],
  ["a paused template", order("pausada", "es"), 132015, 400],
  [
    "a wrong kind of header",
    order("con_nombre", "en_US", [{ type: "header", parameters: words("x") }]),
    132000,
    400,
  ],
  ["a link button without its part", order("pedido_listo", "es", [body]), 131008, 400],
  [
    "a button that is not there",
    order("pedido_listo", "es", [body, url, { ...link, index: 7 }]),
    132012,
    400,
  ],
  [
    "an empty parameter",
    order("pedido_listo", "es", [{ type: "body", parameters: words("", "1") }, url]),
    131008,
    400,
  ],
  [
    "a line break in a parameter",
    order("pedido_listo", "es", [{ type: "body", parameters: words("a\nb", "1") }, url]),
    132018,
    400,
  ],
  [
    "a text that grows past 1,024",
    order("pedido_listo", "es", [{ type: "body", parameters: words("x".repeat(1_020), "1") }, url]),
    132005,
    400,
  ],
])("refuses %s", async (_name, message, code, status) => {
  const bench = await startBench();
  expect(await bench.send(message)).toMatchObject({ status, body: { error: { code } } });
});

it("says the counts that do not match, in Meta's words", async () => {
  const bench = await startBench();
  const answer = await bench.send(order("pedido_listo", "es", [{ type: "body", parameters: words("Ana") }]));
  const details = "body: number of localizable_params (1) does not match the expected number of params (2)";
  expect(answer.body).toMatchObject({ error: { error_data: { messaging_product: "whatsapp", details } } });
});

it("marketing fails with 131050 for a customer who stopped it", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  await bench.control("POST", `/customers/${maria}/preferences`, { value: "stop" });
  await bench.send(order("oferta", "es"));
  await bench.api.settled();
  expect(bench.received[0]?.body).toMatchObject({
    entry: [{ changes: [{ field: "user_preferences", value: { user_preferences: [{ value: "stop" }] } }] }],
  });
  expect(bench.statuses()).toMatchObject([{ status: "failed", errors: [{ code: 131050 }] }]);
});

it("Meta changes templates and says so: status, category, quality (§4.8)", async () => {
  const bench = await startBench();
  await bench.control("POST", "/templates/oferta", { status: "disabled" });
  await bench.control("POST", "/templates/pedido_listo", { category: "MARKETING", qualityScore: "RED" });
  await bench.api.settled();
  const changes = bench.received.flatMap(({ body }) => body.entry);
  expect(changes).toMatchObject([
    {
      time: expect.any(Number),
      changes: [{ value: { event: "DISABLED", message_template_id: expect.any(Number) } }],
    },
    {
      changes: [
        {
          field: "template_category_update",
          value: { previous_category: "UTILITY", new_category: "MARKETING" },
        },
      ],
    },
    { changes: [{ field: "message_template_quality_update", value: { new_quality_score: "RED" } }] },
  ]);
  expect(await bench.send(order("oferta", "es"))).toMatchObject({ body: { error: { code: 132016 } } });
});

it("finds variables once each and leaves unknown ones", () => {
  expect(variablesOf("{{1}} {{ 2 }} {{1}} {{first_name}}")).toEqual(["1", "2", "first_name"]);
  expect(fillVariables("{{1}} {{2}}", new Map([["1", "$&"]]))).toBe("$& {{2}}");
});
