import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import type { PhoneNumber } from "../model.ts";
import { answerBlockUsers } from "../numbers/block-users.ts";
import { changeAutomation } from "../numbers/change-automation.ts";
import { changeProfile } from "../numbers/change-profile.ts";
import { deregisterNumber, registerNumber, setPin } from "../numbers/register-number.ts";
import { requestCode, verifyCode } from "../numbers/verify-number.ts";
import type { Simulator } from "../simulator.ts";
import { GraphError, missingObject } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";
import { requireBody } from "./graph-request.ts";
import { phoneNumberNode } from "./nodes.ts";
import { splitFields } from "./select-fields.ts";
import { uploadMedia } from "./upload-media.ts";

/** Answers calls at one number but `/messages`: node, files, profile, registration, block list (§2.5, §7.6). */
export async function answerPhoneNumber(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  request: GraphRequest,
): Promise<JsonObject> {
  switch (`${request.method} ${request.edge ?? ""}`) {
    case "GET ":
      return phoneNumberNode(simulator, phoneNumber, request.query.get("fields"));
    case "POST ":
      return changePhoneNumber(phoneNumber, request);
    case "POST media":
      return uploadMedia(simulator, phoneNumber, request);
    case "GET whatsapp_business_profile":
      return { data: [profileNode(phoneNumber, request.query.get("fields"))] };
    case "POST whatsapp_business_profile":
      return changeProfile(phoneNumber, requireBody(request.body));
    case "POST conversational_automation":
      return changeAutomation(phoneNumber, requireBody(request.body));
    case "POST register":
      return registerNumber(simulator, phoneNumber, requireBody(request.body));
    case "POST deregister":
      return deregisterNumber(simulator, phoneNumber);
    case "POST request_code":
      return requestCode(simulator, phoneNumber, request);
    case "POST verify_code":
      return verifyCode(simulator, phoneNumber, request);
    case "GET block_users":
    case "POST block_users":
    case "DELETE block_users":
      return answerBlockUsers(simulator, phoneNumber, request);
    default:
      throw missingObject(`${request.id}/${request.edge ?? ""}`, request.method.toLowerCase());
  }
}

/** The profile with the fields asked for; `messaging_product` is always among them. */
function profileNode(phoneNumber: PhoneNumber, fields: string | undefined): JsonObject {
  const wanted = splitFields(fields ?? "");
  const shown = Object.entries(phoneNumber.profile).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  );
  return { ...Object.fromEntries(shown), messaging_product: "whatsapp" };
}

/** The PIN, a wish for another name, or an address of its own for the number's webhooks (§4.1). */
function changePhoneNumber(phoneNumber: PhoneNumber, request: GraphRequest): JsonObject {
  const body = request.body.length === 0 ? {} : requireBody(request.body);
  const newName = asText(body.new_display_name) ?? request.query.get("new_display_name") ?? null;
  if (newName !== null) {
    phoneNumber.nameStatus = "PENDING_REVIEW";
    return { success: true };
  }
  const pin = asText(body.pin);
  const webhook = asObject(body.webhook_configuration);
  if (pin === null && !webhook) {
    throw new GraphError(100, "Nothing to change: pin or webhook_configuration.");
  }
  if (pin !== null) {
    setPin(phoneNumber, pin);
  }
  if (webhook) {
    const uri = asText(webhook.override_callback_uri) ?? "";
    if (uri !== "" && (uri.length > 200 || !URL.canParse(uri))) {
      throw new GraphError(100, "override_callback_uri must be a URL of at most 200 characters.");
    }
    phoneNumber.overrideCallbackUri = uri === "" ? null : uri;
  }
  return { success: true };
}
