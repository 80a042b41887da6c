import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import { describeMedia, findMedia } from "../media/media-store.ts";
import { answerUpload, beginUpload } from "../media/resumable-upload.ts";
import type { Waba } from "../model.ts";
import { addNumber } from "../numbers/verify-number.ts";
import type { Simulator } from "../simulator.ts";
import { previewTemplates, upsertTemplates } from "../templates/upsert-authentication.ts";
import { answerPhoneNumber } from "./answer-phone-number.ts";
import { answerTemplate, answerTemplates } from "./answer-template.ts";
import { GraphError, missingObject } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";
import { requireBody } from "./graph-request.ts";
import { phoneNumberNode, wabaNode } from "./nodes.ts";

/** Answers every call but `/messages`: one id space for numbers, accounts, files, templates, uploads and the app (§9.1). */
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
  if (template) {
    return answerTemplate(simulator, template, request);
  }
  if (request.id.startsWith("upload:")) {
    return answerUpload(simulator, request);
  }
  if (request.id === simulator.appId || request.id === "app") {
    return answerApp(simulator, request);
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

async function answerWaba(simulator: Simulator, waba: Waba, request: GraphRequest): Promise<JsonObject> {
  const { store } = simulator;
  switch (`${request.method} ${request.edge ?? ""}`) {
    case "GET ":
      return wabaNode(simulator, waba, request.query.get("fields"));
    case "GET phone_numbers":
      return {
        data: [...store.phoneNumbers.values()]
          .filter((phoneNumber) => phoneNumber.wabaId === waba.id)
          .map((phoneNumber) => phoneNumberNode(simulator, phoneNumber, request.query.get("fields"))),
      };
    case "POST phone_numbers":
      return addNumber(simulator, waba, request);
    case "GET message_templates":
    case "POST message_templates":
    case "DELETE message_templates":
      return answerTemplates(simulator, waba, request);
    case "POST upsert_message_templates":
      return upsertTemplates(simulator, waba, requireBody(request.body));
    case "GET message_template_previews":
      return previewTemplates(request.query);
    case "GET subscribed_apps":
      return { data: waba.isSubscribed ? [subscribedApp(simulator, waba)] : [] };
    case "POST subscribed_apps":
      return subscribe(waba, request);
    case "DELETE subscribed_apps":
      waba.isSubscribed = false;
      return { success: true };
    default:
      throw missingObject(`${request.id}/${request.edge ?? ""}`, request.method.toLowerCase());
  }
}

/** The app of the access token: what it is called, and uploads for headers of templates. */
function answerApp(simulator: Simulator, request: GraphRequest): JsonObject {
  switch (`${request.method} ${request.edge ?? ""}`) {
    case "GET ":
      return appNode(simulator);
    case "POST uploads":
      return beginUpload(simulator, request);
    default:
      throw missingObject(`${request.id}/${request.edge ?? ""}`, request.method.toLowerCase());
  }
}

function appNode(simulator: Simulator): JsonObject {
  return { id: simulator.appId, name: "Messaging Center", link: "https://example.com" };
}

function subscribedApp(simulator: Simulator, waba: Waba): JsonObject {
  return {
    whatsapp_business_api_data: appNode(simulator),
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
