import { describe, expect, it } from "vitest";
import { messageWith } from "../thread/message.fixture.ts";
import { proposeSubject } from "./propose-subject.ts";

const mail = (subject: string | null, more: object = {}) => messageWith({ kind: "email", subject, ...more });

describe("the subject that an answer starts with", () => {
  it.each([
    ["no mail yet", [messageWith({ kind: "text" })], ""],
    ["her mail", [mail("Factura de octubre")], "Re: Factura de octubre"],
    ["her answer to ours", [mail("Reserva"), mail("RE: Reserva")], "RE: Reserva"],
    ["a mail without a subject", [mail(null)], ""],
    ["the newest mail", [mail("Una"), mail("Otra"), messageWith({ kind: "text" })], "Re: Otra"],
    ["a mail that did not go out", [mail("Una"), mail("Otra", { status: "failed" })], "Re: Una"],
  ])("%s", (_case, messages, subject) => {
    expect(proposeSubject(messages)).toBe(subject);
  });
});
