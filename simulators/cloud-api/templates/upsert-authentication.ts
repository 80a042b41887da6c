import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText } from "../json.ts";
import type { Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { createTemplate } from "./create-template.ts";
import { startReview } from "./review-template.ts";
import { templateLanguages } from "./template-languages.ts";
import { badParameter } from "./template-problem.ts";
import { writeAuthentication } from "./write-authentication.ts";

/** Makes or changes an authentication template in many languages at once (`upsert_message_templates`, §3.4). */
export function upsertTemplates(simulator: Simulator, waba: Waba, body: JsonObject): JsonObject {
  const languages = readLanguages(body.languages);
  if ((asText(body.category) ?? "").toUpperCase() !== "AUTHENTICATION") {
    throw badParameter("Only authentication templates are made in many languages at once.");
  }
  const { languages: _languages, ...definition } = body;
  const templates = languages.map((language) => {
    const known = [...simulator.store.templates.values()].find(
      (template) =>
        template.wabaId === waba.id && template.name === body.name && template.language === language,
    );
    if (!known) {
      return createTemplate(simulator, waba, { ...definition, language });
    }
    known.components = writeAuthentication(asObjects(body.components), language);
    startReview(simulator, known);
    return known;
  });
  return { data: templates.map(({ id, status, language }) => ({ id, status, language })) };
}

/** What authentication templates look like in some languages (`message_template_previews`, §3.4). */
export function previewTemplates(query: ReadonlyMap<string, string>): JsonObject {
  const languages = readLanguages(query.get("languages")?.split(","));
  const minutes = query.get("code_expiration_minutes");
  const components: JsonObject[] = [
    { type: "BODY", add_security_recommendation: query.get("add_security_recommendation") === "true" },
    ...(minutes === undefined ? [] : [{ type: "FOOTER", code_expiration_minutes: Number(minutes) }]),
    { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
  ];
  return {
    data: languages.map((language) => {
      const written = writeAuthentication(components, language);
      const part = (type: string) => written.find((component) => component.type === type);
      const footer = asText(part("FOOTER")?.text);
      const text = asText(asObject(asObjects(part("BUTTONS")?.buttons)[0])?.text);
      return {
        language,
        body: asText(part("BODY")?.text),
        ...(footer === null ? {} : { footer }),
        buttons: [{ text }],
      };
    }),
  };
}

function readLanguages(value: JsonObject[string]): string[] {
  const languages = Array.isArray(value) ? value.map((item) => asText(item) ?? "") : [];
  if (languages.length === 0 || !languages.every((language) => templateLanguages.has(language))) {
    throw badParameter("languages must be a list of known languages.");
  }
  return languages;
}
