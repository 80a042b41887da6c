import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProviderTemplate, TemplateAnswer } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import type { TemplateDraftView, TemplateView } from "#contract/templates.ts";
import { addNumber, type Hotel, startHotel } from "../support/start-api.ts";

const body = {
  type: "BODY",
  text: "Hola {{1}}, tu habitación del hotel está lista desde ahora mismo.",
  example: { body_text: [["Ana"]] },
};
const content = {
  language: "es",
  category: "utility",
  parameterFormat: "positional",
  components: [body],
  ttlSeconds: null,
} as const;

/** A template as a provider lists it. */
function listed(name: string, parts: Partial<ProviderTemplate> = {}): ProviderTemplate {
  return {
    providerId: `id of ${name}`,
    name,
    language: "es",
    category: "utility",
    status: "approved",
    parameterFormat: "positional",
    components: [body],
    quality: null,
    rejectedReason: null,
    previousCategory: null,
    ttlSeconds: null,
    ...parts,
  };
}

describe("templates", () => {
  let hotel: Hotel;
  /** What each account lists; one that is not here refuses. */
  const accounts = new Map<string, ProviderTemplate[]>();
  let whileListing = async (): Promise<unknown> => undefined;
  let whileCreating: () => Promise<TemplateAnswer>;
  const accepted: TemplateAnswer = { kind: "accepted", providerId: "id", status: "pending", category: null };

  const unknown: TemplateAnswer = { kind: "unknown", detail: "the connection was cut" };

  beforeAll(async () => {
    const adapter = createWhatsAppAdapter({ graphUrl: "http://127.0.0.1:9", graphVersion: "v24.0" });
    hotel = await startHotel({
      adapters: [
        {
          ...adapter,
          async listTemplates({ config }) {
            await whileListing();
            const found = accounts.get(String((config as { wabaId: string }).wabaId));
            if (found === undefined) {
              throw new Error("the token was revoked");
            }
            return found;
          },
          ...(adapter.templates !== undefined && {
            templates: {
              ...adapter.templates,
              create: () => whileCreating(),
              read: async () => null,
              remove: async () => unknown,
            },
          }),
        },
      ],
    });
    await addNumber(hotel, hotel.workspaceId, { providerId: "1000", accountRef: "2000" });
    await addNumber(hotel, hotel.workspaceId, { providerId: "1001", accountRef: "2001" });
  });
  afterAll(() => hotel.close());
  beforeEach(() => accounts.clear());

  const templates = async () => (await hotel.owner("GET", "/templates")).body.items as TemplateView[];
  const drafts = async () => (await hotel.owner("GET", "/template-drafts")).body.items as TemplateDraftView[];
  const draft = async (name: string) => {
    const made = { ...content, accountRef: "2000", templateId: null, name };
    return (await hotel.owner("POST", "/template-drafts", made)).body as unknown as TemplateDraftView;
  };

  it.each(["2000", "2001"])("of account %s are read although the other one refuses", async (ref) => {
    accounts.set(ref, [listed(`lista_${ref}`)]);
    const { status, body } = await hotel.owner("POST", "/templates/sync", {});
    expect([status, body.code]).toEqual([422, "CONNECTION_REFUSED"]);
    expect((await templates()).map(({ name }) => name)).toContain(`lista_${ref}`);
  });

  it("one that is handed in while the list is on its way is not taken for one that is gone", async () => {
    accounts.set("2000", []).set("2001", []);
    const { id } = await draft("recien_hecha");
    whileCreating = async () => accepted;
    let made: unknown;
    whileListing = async () => {
      whileListing = async () => undefined;
      made = (await hotel.owner("POST", `/template-drafts/${id}/submit`, {})).body.id;
    };
    expect((await hotel.owner("POST", "/templates/sync", {})).status).toBe(200);
    expect((await templates()).map((one) => one.id)).toEqual([made]);
    expect((await hotel.owner("POST", "/templates/sync", {})).body.items).toEqual([]);
  });

  it("one whose deletion got no answer is gone when the list says so, and else that is told", async () => {
    accounts.set("2000", [listed("borrable")]).set("2001", []);
    await hotel.owner("POST", "/templates/sync", {});
    accounts.delete("2001");
    const [template] = await templates();
    const remove = () => hotel.owner("DELETE", `/templates/${template?.id}`);
    expect((await remove()).body.code).toBe("CONNECTION_REFUSED");
    expect((await templates()).map(({ id }) => id)).toEqual([template?.id]);
    accounts.set("2000", []);
    expect((await remove()).status).toBe(204);
    expect(await templates()).toEqual([]);
  });

  it("that our own database does not take are no fault of the connection to WhatsApp", async () => {
    accounts.set("2000", [listed("nueva")]).set("2001", []);
    const owner = new pg.Client({ connectionString: hotel.database.ownerUrl });
    await owner.connect();
    await owner.query("alter table templates add constraint broken_off check (false) not valid");
    expect((await hotel.owner("POST", "/templates/sync", {})).body.code).toBe("INTERNAL");
    await owner.query("alter table templates drop constraint broken_off");
    await owner.end();
    expect((await hotel.owner("POST", "/templates/sync", {})).status).toBe(200);
  });

  it("one that was taken before a crash, and is handed in again, is in the list and is called existing", async () => {
    const { id } = await draft("tras_la_caida");
    accounts.set("2000", [listed("tras_la_caida")]);
    const failure = { reason: "invalid", code: "100", detail: null } as const;
    const refusal = {
      failure,
      part: "name",
      rule: null,
      subcode: "2388024",
      title: null,
      message: null,
    } as const;
    whileCreating = async () => ({ kind: "refused", refusal });
    const { status, body } = await hotel.owner("POST", `/template-drafts/${id}/submit`, {});
    expect([status, body.code]).toEqual([409, "TEMPLATE_EXISTS"]);
    expect((await templates()).map(({ name }) => name)).toContain("tras_la_caida");
    await hotel.owner("DELETE", `/template-drafts/${id}`);
  });

  it("what a colleague changes of a draft while it is handed in stays, as a change of the template", async () => {
    const { id, version } = await draft("a_la_vez");
    whileCreating = async () => {
      const changed = { ...content, name: "a_la_vez", ttlSeconds: 600, version };
      expect((await hotel.owner("PUT", `/template-drafts/${id}`, changed)).status).toBe(200);
      return accepted;
    };
    expect((await hotel.owner("POST", `/template-drafts/${id}/submit`, {})).status).toBe(200);
    const template = (await templates()).find(({ name }) => name === "a_la_vez");
    expect(await drafts()).toMatchObject([{ id, ttlSeconds: 600, templateId: template?.id }]);
  });
});
