import type { JsonObject } from "../json.ts";
import type { Template, Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { createTemplate } from "../templates/create-template.ts";
import { deleteTemplates } from "../templates/delete-templates.ts";
import { editTemplate } from "../templates/edit-template.ts";
import { unpause } from "../templates/pause-template.ts";
import { missingObject } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";
import { requireBody } from "./graph-request.ts";
import { listTemplates } from "./list-templates.ts";
import { templateNode } from "./nodes.ts";

/** Answers calls at one template: show, edit, unpause (whatsapp-platform §3.4). */
export function answerTemplate(simulator: Simulator, template: Template, request: GraphRequest): JsonObject {
  switch (`${request.method} ${request.edge ?? ""}`) {
    case "GET ":
      return templateNode(simulator, template, request.query.get("fields"));
    case "POST ":
      editTemplate(simulator, template, requireBody(request.body));
      return { success: true };
    case "POST unpause":
      unpause(simulator, template);
      return { success: true };
    default:
      throw missingObject(request.id, request.method.toLowerCase());
  }
}

/** Answers calls at the templates of an account: list, create, delete. */
export function answerTemplates(simulator: Simulator, waba: Waba, request: GraphRequest): JsonObject {
  const { store } = simulator;
  switch (request.method) {
    case "POST": {
      const template = createTemplate(simulator, waba, requireBody(request.body));
      return { id: template.id, status: template.status, category: template.category };
    }
    case "DELETE":
      return deleteTemplates(simulator, waba, request.query);
    default: {
      const templates = [...store.templates.values()].filter((template) => template.wabaId === waba.id);
      return listTemplates(simulator, templates, {
        query: request.query,
        path: `/${request.version}/${waba.id}/message_templates`,
      });
    }
  }
}
