import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects } from "../json.ts";
import { benchTemplates, startBench, wabaId } from "../test-bench.ts";

const path = `/v24.0/${wabaId}/message_templates`;

it("pages with cursors; `next` is absent on the last page (§3.4)", async () => {
  const bench = await startBench();
  const names: unknown[] = [];
  let address: string | undefined = `${path}?limit=2&fields=name`;
  let pages = 0;
  while (address !== undefined) {
    const page: { body: JsonObject } = await bench.get(address);
    names.push(...asObjects(page.body.data).map((template) => template.name));
    const next = asObject(page.body.paging)?.next;
    address = typeof next === "string" ? next.slice(bench.api.url.length) : undefined;
    pages += 1;
  }
  expect(names).toEqual(benchTemplates.map((template) => template.name));
  expect(pages).toBe(3);
});

it("filters by name, status, category, language and content", async () => {
  const bench = await startBench();
  const find = async (query: string) =>
    asObjects((await bench.get(`${path}?${query}`)).body.data).map((template) => template.name);
  expect(await find("name=oferta")).toEqual(["oferta"]);
  expect(await find("status=PAUSED")).toEqual(["pausada"]);
  expect(await find("category=marketing")).toEqual(["oferta"]);
  expect(await find("language=en_US")).toEqual(["con_nombre"]);
  expect(await find("name_or_content=vuelve")).toEqual(["oferta"]);
  expect(await find("name=nada")).toEqual([]);
});

it("a cursor that is not ours is refused with 131059", async () => {
  const bench = await startBench();
  expect(await bench.get(`${path}?after=xyz`)).toMatchObject({
    status: 400,
    body: { error: { code: 131059 } },
  });
});

it("shows one template by its id", async () => {
  const bench = await startBench();
  const [first] = asObjects((await bench.get(`${path}?limit=1`)).body.data);
  const one = await bench.get(`/v24.0/${String(first?.id)}?fields=name,status,category,quality_score`);
  expect(one.body).toMatchObject({
    id: first?.id,
    name: "pedido_listo",
    status: "APPROVED",
    category: "UTILITY",
  });
});
