import type { ChannelAccount, Json, TemplateAnswer, TemplatePort } from "#channels/channel.ts";
import type { TemplateDraft } from "#domain/template-draft.ts";
import { readAccount } from "./config.ts";
import { callGraph, type GraphCall, type GraphSettings, graphPath } from "./graph-client.ts";
import { jsonOf, looseId, looseNode, looseObject } from "./loose.ts";
import { readTemplate, templateFields, wordOf } from "./read-template.ts";
import { GraphCallError, requireAnswer } from "./require-answer.ts";
import { readTemplateRefusal } from "./template-refusal.ts";
import { uploadExample } from "./upload-example.ts";

const patienceMs = 30_000;

const answerShape = looseObject({ id: looseId, status: looseId, category: looseId });

/** Templates of an account at Meta: read, made, changed, removed (§3.4). */
export function createTemplatePort(settings: GraphSettings): TemplatePort {
  const call = (account: ChannelAccount, asked: Pick<GraphCall, "method" | "path" | "body">) =>
    askMeta(settings, { ...asked, accessToken: readAccount(account).accessToken });
  return {
    async read(account, providerId) {
      const path = `${graphPath(providerId)}?fields=${templateFields}`;
      const { accessToken } = readAccount(account);
      try {
        const signal = AbortSignal.timeout(patienceMs);
        const body = await requireAnswer(settings, { method: "GET", path, accessToken, signal });
        const [template] = readTemplate(looseNode(body) ?? {});
        if (template === undefined) {
          throw new Error("Meta's answer is no template");
        }
        return template;
      } catch (error) {
        // An id that is gone is code 100 with subcode 33 (§5.1).
        if (error instanceof GraphCallError && error.failure.code === "100") {
          return null;
        }
        throw error;
      }
    },
    create(account, draft) {
      const path = graphPath(readAccount(account).wabaId, "message_templates");
      return call(account, { method: "POST", path, body: writeDraft(draft) });
    },
    edit(account, providerId, { components, category, ttlSeconds }) {
      const body = {
        components: jsonOf(components),
        ...(category === null ? {} : { category: category.toUpperCase() }),
        ...(ttlSeconds === null ? {} : { message_send_ttl_seconds: ttlSeconds }),
      };
      return call(account, { method: "POST", path: graphPath(providerId), body });
    },
    remove(account, { name, providerId }) {
      const query = new URLSearchParams({ name, ...(providerId === null ? {} : { hsm_id: providerId }) });
      const path = `${graphPath(readAccount(account).wabaId, "message_templates")}?${query.toString()}`;
      return call(account, { method: "DELETE", path });
    },
    unpause: (account, providerId) =>
      call(account, { method: "POST", path: graphPath(providerId, "unpause"), body: {} }),
    uploadExample: (account, file) => uploadExample(settings, account, file),
  };
}

/** The body that makes a template; categories and formats are written in capitals (§3.1). */
function writeDraft(draft: TemplateDraft): { [key: string]: Json } {
  const { name, language, category, parameterFormat, components, ttlSeconds } = draft;
  return {
    name,
    language,
    category: category.toUpperCase(),
    parameter_format: parameterFormat.toUpperCase(),
    components: jsonOf(components),
    ...(ttlSeconds === null ? {} : { message_send_ttl_seconds: ttlSeconds }),
  };
}

async function askMeta(
  settings: GraphSettings,
  asked: Pick<GraphCall, "method" | "path" | "body" | "accessToken">,
): Promise<TemplateAnswer> {
  const answer = await callGraph(settings, { ...asked, signal: AbortSignal.timeout(patienceMs) });
  switch (answer.kind) {
    case "answer": {
      const { id, status, category } = answerShape.parse(looseNode(answer.body) ?? {});
      return { kind: "accepted", providerId: id, status: wordOf(status), category: wordOf(category) };
    }
    case "error":
      return { kind: "refused", refusal: readTemplateRefusal(answer.error) };
    case "not-sent": {
      const failure = { reason: "connection", code: null, detail: answer.detail } as const;
      const nowhere = { part: null, rule: null, subcode: null, title: null, message: null };
      return { kind: "refused", refusal: { failure, ...nowhere } };
    }
    case "lost":
      return { kind: "unknown", detail: answer.detail };
    default:
      return answer satisfies never;
  }
}
