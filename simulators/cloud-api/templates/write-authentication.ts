import type { JsonObject } from "../json.ts";
import { asObjects, asText } from "../json.ts";
import { checkLength } from "./check-text.ts";
import { badParameter } from "./template-problem.ts";

type Words = {
  code: string;
  advice: string;
  expires: (minutes: number) => string;
  copy: string;
  autofill: string;
};

const spanish: Words = {
  code: "*{{1}}* es tu código de verificación.",
  advice: "Por tu seguridad, no lo compartas.",
  expires: (minutes) => `Este código caduca en ${minutes} minutos.`,
  copy: "Copiar código",
  autofill: "Autocompletar",
};
const english: Words = {
  code: "*{{1}}* is your verification code.",
  advice: "For your security, do not share this code.",
  expires: (minutes) => `This code expires in ${minutes} minutes.`,
  copy: "Copy code",
  autofill: "Autofill",
};

/**
 * The components of an authentication template as Meta completes them: it writes the body, the footer and the label
 * of the button itself; the business says only which (whatsapp-platform §3.2).
 */
export function writeAuthentication(components: readonly JsonObject[], language: string): JsonObject[] {
  const words = /^es(_|$)/.test(language) ? spanish : english;
  const part = (type: string) => components.find((component) => typeOf(component) === type);
  const stranger = components.find((component) => !["BODY", "FOOTER", "BUTTONS"].includes(typeOf(component)));
  if (stranger) {
    throw badParameter(`Authentication templates have no component ${typeOf(stranger)}.`);
  }
  const body = part("BODY") ?? { type: "BODY" };
  const footer = part("FOOTER");
  if (asText(body.text) !== null || asText(footer?.text) !== null) {
    throw badParameter("The texts of an authentication template are written by WhatsApp.");
  }
  const isAdvised = body.add_security_recommendation === true;
  const minutes = footer?.code_expiration_minutes;
  if (
    footer &&
    !(typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 1 && minutes <= 90)
  ) {
    throw badParameter("code_expiration_minutes must be 1 to 90.");
  }
  return [
    {
      type: "BODY",
      text: isAdvised ? `${words.code} ${words.advice}` : words.code,
      add_security_recommendation: isAdvised,
      example: { body_text: [["123456"]] },
    },
    ...(typeof minutes === "number"
      ? [{ type: "FOOTER", text: words.expires(minutes), code_expiration_minutes: minutes }]
      : []),
    { type: "BUTTONS", buttons: [writeButton(asObjects(part("BUTTONS")?.buttons), words)] },
  ];
}

function writeButton(buttons: readonly JsonObject[], words: Words): JsonObject {
  const [button, another] = buttons;
  if (!button || another || typeOf(button) !== "OTP") {
    throw badParameter("An authentication template has exactly one button, of type OTP.");
  }
  const otpType = (asText(button.otp_type) ?? "").toUpperCase();
  if (!["COPY_CODE", "ONE_TAP", "ZERO_TAP"].includes(otpType)) {
    throw badParameter("otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.");
  }
  checkLength("button", asText(button.text) ?? "");
  checkLength("button", asText(button.autofill_text) ?? "");
  const apps = asObjects(button.supported_apps);
  const isComplete = (app: JsonObject) => Boolean(asText(app.package_name) && asText(app.signature_hash));
  if (otpType !== "COPY_CODE" && (apps.length === 0 || !apps.every(isComplete))) {
    throw badParameter(`${otpType} needs supported_apps with package_name and signature_hash.`);
  }
  const isOneTap = otpType === "ONE_TAP";
  return {
    ...button,
    type: "OTP",
    otp_type: otpType,
    text: asText(button.text) ?? words.copy,
    ...(isOneTap ? { autofill_text: asText(button.autofill_text) ?? words.autofill } : {}),
  };
}

function typeOf(component: JsonObject): string {
  return (asText(component.type) ?? "").toUpperCase();
}
