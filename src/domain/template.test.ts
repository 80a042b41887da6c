import { describe, expect, it } from "vitest";
import { needsPhone, type TemplateButton, type TemplateComponent, unsendablePart } from "./template.ts";

const body: TemplateComponent = { type: "BODY", text: "Hola" };
const withButton = (button: TemplateButton): TemplateComponent[] => [
  body,
  { type: "BUTTONS", buttons: [button] },
];

const carousel = (...components: TemplateComponent[]): TemplateComponent => ({
  type: "CAROUSEL",
  cards: [{ components }],
});

describe("B2 what we cannot send is named in Meta's word", () => {
  it.each<[string, TemplateComponent[], string | null]>([
    ["body alone", [body], null],
    ["no body", [{ type: "HEADER", format: "TEXT", text: "Hola" }], "BODY"],
    ["header without a format is a text", [{ type: "HEADER", text: "Hola" }, body], null],
    ["image header", [{ type: "HEADER", format: "IMAGE" }, body], null],
    ["GIF header", [{ type: "HEADER", format: "GIF" }, body], "GIF"],
    ["carousel without cards", [body, { type: "CAROUSEL" }], "CAROUSEL"],
    ["card of a product", [body, carousel({ type: "HEADER", format: "PRODUCT" })], "PRODUCT"],
    ["card that sells", [body, carousel({ type: "BUTTONS", buttons: [{ type: "SPM" }] })], "SPM"],
    ["carousel", [body, carousel({ type: "HEADER", format: "IMAGE" })], null],
    ["limited-time offer without words", [body, { type: "LIMITED_TIME_OFFER" }], "LIMITED_TIME_OFFER"],
    ["limited-time offer", [body, { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Hoy" } }], null],
    ["quick reply", withButton({ type: "QUICK_REPLY", text: "Sí" }), null],
    ["link", withButton({ type: "URL", url: "https://example.com" }), null],
    ["flow", withButton({ type: "FLOW", text: "Reservar" }), null],
    ["catalog", withButton({ type: "CATALOG" }), null],
    ["several products", withButton({ type: "MPM" }), "MPM"],
    ["payment", withButton({ type: "ORDER_DETAILS" }), "ORDER_DETAILS"],
    ["contact request", withButton({ type: "REQUEST_CONTACT_INFO" }), null],
    ["call permission", [body, { type: "CALL_PERMISSION_REQUEST" }], null],
    ["a button of the future", withButton({ type: "TELEPORT" }), "TELEPORT"],
  ])("%s", (_, components, part) => {
    expect(unsendablePart(components)).toBe(part);
  });
});

describe("N12 templates that a BSUID cannot receive (131062)", () => {
  it.each<[string, TemplateButton, boolean]>([
    ["one-tap code", { type: "OTP", otp_type: "ONE_TAP" }, true],
    ["zero-tap code", { type: "OTP", otp_type: "ZERO_TAP" }, true],
    ["copied code", { type: "OTP", otp_type: "COPY_CODE" }, true],
    ["one-time code listed as a link", { type: "URL", url: "https://example.com/?otp_type=COPY_CODE" }, true],
    ["coupon", { type: "COPY_CODE" }, true],
    ["link", { type: "URL", url: "https://example.com" }, false],
    ["quick reply", { type: "QUICK_REPLY" }, false],
  ])("%s: %s", (_, button, needed) => {
    expect(needsPhone(withButton(button))).toBe(needed);
  });
});
