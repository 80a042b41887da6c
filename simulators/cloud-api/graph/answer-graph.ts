import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import { describeMedia, findMedia } from "../media/media-store.ts";
import type { PhoneNumber, Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { GraphError, missingObject } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";
import { requireBody } from "./graph-request.ts";
import { listTemplates } from "./list-templates.ts";
import { phoneNumberNode, templateNode, wabaNode } from "./nodes.ts";
import { uploadMedia } from "./upload-media.ts";

/** Answers every call but `/messages`: one id space for numbers, accounts, files and templates (§9.1). */
export async function answerGraph(simulator: Simulator, request: GraphRequest): Promise<JsonObject> {
  const { store } = simulator;
  const phoneNumber = store.phoneNumbers.get(request.id);
  if (phoneNumber) {
    return answerPhoneNumber(simulator, phoneNumber, request);
  }
  const waba = store.wabas.get(request.id);
  if (waba) {
    return answerWaba(simulator, waba, request);
  }
  const template = store.templates.get(request.id);
  if (template && request.method === "GET" && request.edge === null) {
    return templateNode(template, request.query.get("fields"));
  }
  const media = findMedia(simulator, request.id);
  const owner = request.query.get("phone_number_id");
  if (media && request.edge === null && (owner === undefined || store.phoneNumbers.has(owner))) {
    if (request.method === "GET") {
      return describeMedia(simulator, media);
    }
    if (request.method === "DELETE") {
      store.media.delete(media.id);
      return { success: true };
    }
  }
  throw missingObject(request.id, request.method.toLowerCase());
}

async function answerPhoneNumber(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  request: GraphRequest,
): Promise<JsonObject> {
  switch (`${request.method} ${request.edge ?? ""}`) {
    case "GET ":
      return phoneNumberNode(phoneNumber, request.query.get("fields"));
    case "POST media":
      return uploadMedia(simulator, phoneNumber, request);
    case "GET whatsapp_business_profile":
      return { data: [{ ...phoneNumber.profile, messaging_product: "whatsapp" }] };
    case "POST whatsapp_business_profile": {
      const { messaging_product: _product, ...profile } = requireBody(request.body);
      Object.assign(phoneNumber.profile, profile);
      return { success: true };
    }
    case "POST register":
    case "POST deregister":
      return { success: true };
    default:
      throw missingObject(`${request.id}/${request.edge ?? ""}`, request.method.toLowerCase());
  }
}

async function answerWaba(simulator: Simulator, waba: Waba, request: GraphRequest): Promise<JsonObject> {
  const { store } = simulator;
  switch (`${request.method} ${request.edge ?? ""}`) {
    case "GET ":
      return wabaNode(waba, request.query.get("fields"));
    case "GET phone_numbers":
      return {
        data: [...store.phoneNumbers.values()]
          .filter((phoneNumber) => phoneNumber.wabaId === waba.id)
          .map((phoneNumber) => phoneNumberNode(phoneNumber, request.query.get("fields"))),
      };
    case "GET message_templates": {
      const templates = [...store.templates.values()].filter((template) => template.wabaId === waba.id);
      const listUrl = new URL(`/${request.version}/${waba.id}/message_templates`, simulator.address.url);
      return listTemplates(templates, request.query, listUrl.href);
    }
    case "GET subscribed_apps":
      return { data: waba.isSubscribed ? [subscribedApp(waba)] : [] };
    case "POST subscribed_apps":
      return subscribe(waba, request);
    case "DELETE subscribed_apps":
      waba.isSubscribed = false;
      return { success: true };
    default:
      throw missingObject(`${request.id}/${request.edge ?? ""}`, request.method.toLowerCase());
  }
}

function subscribedApp(waba: Waba): JsonObject {
  return {
    whatsapp_business_api_data: {
      id: "1000000000000001",
      name: "Messaging Center",
      link: "https://example.com",
    },
    ...(waba.overrideCallbackUri === null ? {} : { override_callback_uri: waba.overrideCallbackUri }),
  };
}

function subscribe(waba: Waba, request: GraphRequest): JsonObject {
  const body = request.body.length === 0 ? {} : requireBody(request.body);
  const uri = asText(body.override_callback_uri);
  if (uri !== null && (uri.length > 200 || !URL.canParse(uri))) {
    throw new GraphError(100, "override_callback_uri must be a URL of at most 200 characters.");
  }
  waba.isSubscribed = true;
  waba.overrideCallbackUri = uri;
  return { success: true };
}
