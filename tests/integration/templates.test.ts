import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TemplateAlarmView, TemplateDraftView, TemplateView } from "#contract/templates.ts";
import { dayMs } from "#domain/time.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({
    startAt: "2026-11-10T09:00:00+01:00",
    cloudApi: { templateReview: { when: "real", delayMs: 1 } },
  });
});
afterAll(() => world.close());

const body = {
  type: "BODY",
  text: "Hola {{1}}, tu habitación del hotel está lista desde ahora mismo.",
  example: { body_text: [["Ana"]] },
};

function contentOf(name: string, more: object = {}): object {
  return {
    accountRef: hotel.wabaId,
    templateId: null,
    name,
    language: "es",
    category: "utility",
    parameterFormat: "positional",
    components: [body],
    ttlSeconds: null,
    ...more,
  };
}

async function draft(name: string, more: object = {}): Promise<TemplateDraftView> {
  return world.api.post("/template-drafts", contentOf(name, more));
}

async function submit(name: string, more: object = {}) {
  const { id } = await draft(name, more);
  return world.api.call("POST", `/template-drafts/${id}/submit`, {});
}

async function find(name: string): Promise<TemplateView[]> {
  const { items } = await world.api.get<{ items: TemplateView[] }>("/templates");
  return items.filter((template) => template.name === name);
}

async function alarms(name: string): Promise<TemplateAlarmView[]> {
  const { items } = await world.api.get<{ items: TemplateAlarmView[] }>("/template-alarms");
  return items.filter((alarm) => alarm.name === name);
}

describe("a template that we make", () => {
  it("is a draft until it is submitted, then in review, then approved by webhook", async () => {
    const kept = await draft("habitacion_lista");
    expect(kept).toMatchObject({ version: 1, refusal: null, templateId: null });
    expect(await find("habitacion_lista")).toEqual([]);
    const submitted = await world.api.post<TemplateView>(`/template-drafts/${kept.id}/submit`, {});
    expect(submitted).toMatchObject({ category: "utility", language: "es" });
    await world.settle();
    expect(await find("habitacion_lista")).toMatchObject([
      { id: submitted.id, status: "approved", quality: "unknown", rejectedReason: null, lastUsedAt: null },
    ]);
    const { items } = await world.api.get<{ items: TemplateDraftView[] }>("/template-drafts");
    expect(items.map(({ name }) => name)).not.toContain("habitacion_lista");
    expect(await alarms("habitacion_lista")).toEqual([]);
  });

  it("is not handed in while one of Meta's rules speaks against it: each problem names its part", async () => {
    const wrong = { ...body, text: "{{1}} te espera en el hotel de la playa mañana." };
    const { status, body: answer } = await submit("Mala", {
      components: [wrong, { type: "FOOTER", text: "a".repeat(61) }],
    });
    expect([status, answer]).toMatchObject([
      422,
      {
        code: "TEMPLATE_INVALID",
        details: {
          problems: [
            { rule: "name-pattern", part: "name" },
            { rule: "variable-at-edge", part: "body" },
            { rule: "too-long", part: "footer", limit: 60 },
          ],
        },
      },
    ]);
  });

  it("keeps what WhatsApp has against it with the draft, on the part that is meant", async () => {
    const { id } = await draft("con_imagen", {
      components: [
        { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::unknown"] } },
        { ...body, text: "Hola {{1}}, mira la foto de tu habitación del hotel esta tarde." },
      ],
    });
    const answer = await world.api.call("POST", `/template-drafts/${id}/submit`, {});
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "TEMPLATE_REFUSED", details: { code: "100" } },
    });
    const { items } = await world.api.get<{ items: TemplateDraftView[] }>("/template-drafts");
    expect(items.find((one) => one.id === id)?.refusal?.message).toEqual(expect.any(String));
    await world.api.remove(`/template-drafts/${id}`);
  });

  it("of a name and language that the account has is refused before WhatsApp is asked", async () => {
    const { status, body: answer } = await submit("habitacion_lista");
    expect([status, answer]).toMatchObject([409, { code: "TEMPLATE_EXISTS" }]);
  });

  it("utility that advertises is approved as marketing: the alarm names both prices, until it is dismissed", async () => {
    const promotional = {
      ...body,
      text: "Hola {{1}}, tenemos un descuento especial para tu próxima estancia.",
    };
    await submit("oferta_otono", { components: [promotional] });
    await world.settle();
    expect(await find("oferta_otono")).toMatchObject([{ status: "approved", category: "marketing" }]);
    const [alarm, ...others] = await alarms("oferta_otono");
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({
      kind: "recategorised",
      from: "utility",
      to: "marketing",
      price: { market: "Spain", currency: "USD", from: "0.020000", to: "0.070700" },
    });
    await world.api.post(`/template-alarms/${alarm?.id}/dismiss`, {});
    await world.api.post("/templates/sync", {});
    expect(await alarms("oferta_otono")).toEqual([]);
    const again = await world.api.call("POST", `/template-alarms/${alarm?.id}/dismiss`, {});
    expect(again.status).toBe(404);
  });

  it("rejected raises an alarm with Meta's reason and advice; it may be changed and submitted again", async () => {
    const shortened = { ...body, text: "Hola {{1}}, mira https://bit.ly/abc para tu llegada al hotel." };
    await submit("enlace_corto", { components: [shortened] });
    await world.settle();
    const [rejected] = await find("enlace_corto");
    expect(rejected).toMatchObject({ status: "rejected", rejectedReason: "invalid_format" });
    expect(await alarms("enlace_corto")).toMatchObject([
      { kind: "rejected", reason: "invalid_format", advice: expect.stringContaining("full address") },
    ]);
    const mended = { ...body, text: "Hola {{1}}, en nuestra web está todo lo que ayuda a tu llegada." };
    const changed = await submit("enlace_corto", { templateId: rejected?.id, components: [mended] });
    expect(changed.status).toBe(200);
    await world.settle();
    expect(await find("enlace_corto")).toMatchObject([{ id: rejected?.id, status: "approved" }]);
  });

  it("approved takes one change a day, and never another category (§3.4)", async () => {
    const [template] = await find("habitacion_lista");
    const change = (more: object) => submit("habitacion_lista", { templateId: template?.id, ...more });
    expect(await change({ category: "marketing" })).toMatchObject({
      status: 409,
      body: { code: "TEMPLATE_LOCKED", details: { reason: "category-fixed" } },
    });
    const other = { ...body, text: "Hola {{1}}, tu habitación del hotel está lista, te esperamos aquí." };
    expect((await change({ components: [other] })).status).toBe(200);
    await world.settle();
    expect((await find("habitacion_lista"))[0]?.editedAt).toHaveLength(1);
    expect(await change({ components: [body] })).toMatchObject({
      status: 409,
      body: { details: { reason: "once-a-day" } },
    });
    world.clock.advance(dayMs);
    expect((await change({ components: [body] })).status).toBe(200);
    await world.settle();
  });

  it("a draft that a colleague changed meanwhile is not overwritten", async () => {
    const { id, version } = await draft("dos_manos");
    const { accountRef: _, templateId: __, ...content } = contentOf("dos_manos") as Record<string, unknown>;
    await world.api.put(`/template-drafts/${id}`, { ...content, version });
    const second = await world.api.call("PUT", `/template-drafts/${id}`, { ...content, version });
    expect(second).toMatchObject({ status: 409, body: { code: "STALE_VERSION", details: { version: 2 } } });
    await world.api.remove(`/template-drafts/${id}`);
  });
});

describe("what Meta does to a template", () => {
  it("F1: a pause is heard once, with the name of the pause, and ends by a person's word", async () => {
    world.cloudApi.changeTemplate("habitacion_lista", { status: "PAUSED", pause: "pacing" });
    await world.settle();
    const [paused] = await find("habitacion_lista");
    expect(paused?.status).toBe("paused");
    expect(await alarms("habitacion_lista")).toMatchObject([{ kind: "paused", reason: expect.any(String) }]);
    await world.api.post("/templates/sync", {});
    expect(await alarms("habitacion_lista")).toHaveLength(1);
    const unpaused = await world.api.post<TemplateView>(`/templates/${paused?.id}/unpause`, {});
    expect(unpaused.status).toBe("approved");
    expect(await alarms("habitacion_lista")).toHaveLength(1);
    const twice = await world.api.call("POST", `/templates/${paused?.id}/unpause`, {});
    expect(twice).toMatchObject({ status: 409, body: { code: "TEMPLATE_LOCKED" } });
  });

  it("an announced category is told before it counts, with the price of that day", async () => {
    world.cloudApi.changeTemplate("habitacion_lista", { correctCategory: "MARKETING", afterMs: dayMs });
    await world.settle();
    const announced = (await alarms("habitacion_lista")).find(({ kind }) => kind === "recategorising");
    expect(announced).toMatchObject({
      from: "utility",
      to: "marketing",
      price: { from: "0.020000", to: "0.070700" },
    });
    expect(Date.parse(announced?.comesAt ?? "") - world.clock.now()).toBeGreaterThan(dayMs - 60_000);
    expect((await find("habitacion_lista"))[0]?.category).toBe("utility");
  });

  it("quality is stored without an alarm", async () => {
    const before = (await alarms("habitacion_lista")).length;
    world.cloudApi.changeTemplate("habitacion_lista", { qualityScore: "YELLOW" });
    await world.settle();
    expect((await find("habitacion_lista"))[0]?.quality).toBe("yellow");
    expect(await alarms("habitacion_lista")).toHaveLength(before);
  });

  it("one template read again tells its category at once, although no webhook came", async () => {
    world.cloudApi.setWebhookUrl(null);
    world.cloudApi.changeTemplate("habitacion_lista", { category: "MARKETING" });
    const [stored] = await find("habitacion_lista");
    expect(stored?.category).toBe("utility");
    const read = await world.api.post<TemplateView>(`/templates/${stored?.id}/refresh`, {});
    expect(read).toMatchObject({ category: "marketing", previousCategory: "utility" });
    expect((await alarms("habitacion_lista")).map(({ kind }) => kind)).toContain("recategorised");
    world.cloudApi.setWebhookUrl(world.webhookUrl);
  });

  it("deleting takes one language or all, and the name rests", async () => {
    for (const language of ["es", "en"]) {
      await submit("se_va", {
        language,
        components: [{ ...body, text: `Hola {{1}}, esto en ${language} dura muy poco tiempo en el hotel.` }],
      });
    }
    await world.settle();
    const [one, other] = await find("se_va");
    await world.api.remove(`/templates/${one?.id}`);
    expect((await find("se_va")).map(({ id }) => id)).toEqual([other?.id]);
    await world.api.remove(`/templates/${other?.id}?allLanguages=true`);
    expect(await find("se_va")).toEqual([]);
    const again = await submit("se_va");
    expect(again).toMatchObject({
      status: 422,
      body: { code: "TEMPLATE_REFUSED", details: { part: "name" } },
    });
  });
});

describe("a list of many pages", () => {
  it("is read to its end", async () => {
    const before = (await world.api.get<{ items: unknown[] }>("/templates")).items.length;
    world.cloudApi.configure({
      templateReview: { verdict: "approve", when: "at-once", delayMs: 0, reason: "" },
    });
    const headers = {
      authorization: `Bearer ${hotel.accessToken}`,
      "content-type": "application/json",
    };
    for (let number = 0; number < 95; number += 1) {
      const text = `Aviso ${number} del hotel para los huéspedes de esta semana.`;
      await fetch(`${world.cloudApi.url}/v24.0/${hotel.wabaId}/message_templates`, {
        method: "POST",
        headers,
        body: JSON.stringify({
          name: `aviso_${number}`,
          language: "es",
          category: "UTILITY",
          components: [{ type: "BODY", text }],
        }),
      });
    }
    const { items } = await world.api.post<{ items: unknown[] }>("/templates/sync", {});
    expect(before).toBeGreaterThan(5);
    expect(items).toHaveLength(before + 95);
  });
});
