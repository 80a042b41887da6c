import { describe, expect, it } from "vitest";
import { isAutomaticMail, type MailHeaders } from "./automatic-mail.ts";

const hotel = "recepcion@example.com";
const own = ["reservas@example.com"];
const personal: MailHeaders = {
  autoSubmitted: null,
  precedence: null,
  hasListHeader: false,
  returnPath: "<maria@example.com>",
  from: "maria@example.com",
  recipients: [hotel],
};

describe("R9 a mail that a person wrote to us", () => {
  it.each<[string, Partial<MailHeaders>]>([
    ["a plain one", {}],
    ["Auto-Submitted: no", { autoSubmitted: "no" }],
    ["Auto-Submitted: No, with a parameter", { autoSubmitted: " No; reason=typed" }],
    ["another Precedence", { precedence: "first-class" }],
    ["no Return-Path at all", { returnPath: null }],
    [
      "our mailbox among others, in capitals",
      { recipients: ["other@example.com", " Recepcion@Example.com "] },
    ],
    ["a name that only contains such a word", { from: "noreplyson@example.com" }],
    ["a tag behind a person's name", { from: "maria+noreply@example.com" }],
  ])("%s may be answered", (_, given) => {
    expect(isAutomaticMail({ ...personal, ...given }, hotel, own)).toBe(false);
  });
});

describe("R9 a mail that must not be answered automatically", () => {
  it.each<[string, Partial<MailHeaders>]>([
    ["Auto-Submitted: auto-replied", { autoSubmitted: "auto-replied" }],
    ["Auto-Submitted: auto-generated; type=x", { autoSubmitted: "auto-generated; type=x" }],
    ["an unknown Auto-Submitted", { autoSubmitted: "nobody" }],
    ["an empty Auto-Submitted", { autoSubmitted: "" }],
    ["Precedence: bulk", { precedence: "bulk" }],
    ["Precedence: List", { precedence: "List" }],
    ["Precedence: junk", { precedence: " junk " }],
    ["a List-* header", { hasListHeader: true }],
    ["an empty Return-Path", { returnPath: "<>" }],
    ["a blank Return-Path", { returnPath: " " }],
    ["no sender", { from: null }],
    ["a daemon", { from: "MAILER-DAEMON@example.com" }],
    ["a postmaster", { from: "postmaster@example.com" }],
    ["no-reply", { from: "no-reply@example.com" }],
    ["noreply with a tag", { from: "noreply+42@example.com" }],
    ["do_not_reply", { from: "do_not_reply@example.com" }],
    ["no-responder", { from: "no-responder@example.com" }],
    ["bounces", { from: "bounces+maria=example.com@example.com" }],
    ["an owner of a list", { from: "owner-news@example.com" }],
    ["a list's request address", { from: "news-request@example.com" }],
    ["this mailbox itself", { from: "Recepcion@example.com" }],
    ["another mailbox of ours", { from: "reservas@example.com" }],
    ["a mail that was not addressed to us (blind copy)", { recipients: ["other@example.com"] }],
    ["a mail without recipients", { recipients: [] }],
  ])("%s", (_, given) => {
    expect(isAutomaticMail({ ...personal, ...given }, hotel, own)).toBe(true);
  });
});
