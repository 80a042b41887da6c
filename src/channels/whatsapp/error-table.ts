import type { FailureReason } from "#domain/delivery-status.ts";

/** Codes from one to another, both included, that mean the same to us, with what Meta means by them. */
export type ErrorRow = { from: number; to: number; reason: FailureReason; meaning: string };

/**
 * Every error code of Meta's that we know (§5.2): what it means there, and our reason, which decides what a person reads
 * and does next. `docs/errors.md` lists the same rows (a test compares them).
 */
export const errorTable: readonly ErrorRow[] = [
  row(0, "token", "The call could not be authenticated"),
  row(1, "provider-down", "Unknown error of the API"),
  row(2, "provider-down", "Service down for a moment"),
  row(3, "permission", "A capability or permission is missing"),
  row(4, "throughput", "Too many calls of the app"),
  row(10, "permission", "A permission is missing or was taken away"),
  row(33, "number-deleted", "The business number was deleted"),
  row(100, "invalid", "A parameter is wrong or unknown, or the object does not exist"),
  row(190, "token", "The token is expired or invalid"),
  rows([200, 299], "permission", "A permission was not granted to app or user"),
  row(368, "account-restricted", "The account is blocked for a while because of a policy"),
  row(80007, "throughput", "Too many management calls of the account"),
  row(130429, "throughput", "Too many messages of the number in a second"),
  row(130472, "experiment", "The customer is in an experiment of Meta's with marketing"),
  row(130497, "country-restricted", "The account may not write to that country"),
  row(131000, "provider-down", "Something went wrong at WhatsApp"),
  row(131005, "permission", "Access denied"),
  row(131008, "invalid", "A required parameter is missing"),
  row(131009, "invalid", "A value is invalid, or the message that it names is too old or unknown"),
  row(131016, "provider-down", "Service not available"),
  row(131020, "group", "The group has no other member"),
  row(131021, "own-number", "Sender and recipient are the same number"),
  row(131026, "not-on-whatsapp", "Not deliverable: no WhatsApp, terms not accepted, or an old app"),
  row(131030, "recipient-not-allowed", "The number is not in the test list of the app"),
  row(131031, "account-locked", "The account is locked: a policy, or a wrong PIN"),
  row(131037, "display-name", "The number has no approved display name"),
  row(131041, "group", "The group is unknown"),
  row(131042, "payment", "Problem with the payment: no method, or account data missing"),
  row(131044, "payment", "Problem with the payment of calls"),
  row(131045, "number-not-registered", "The registration of the number has a problem"),
  row(131047, "window", "More than 24 hours since the customer last wrote"),
  row(131048, "spam-limit", "Sending is limited because customers blocked or reported messages"),
  row(131049, "marketing-cap", "The customer gets no more marketing for now"),
  row(131050, "marketing-stopped", "The customer stopped marketing of this business"),
  row(131051, "unsupported-type", "This type of message is not supported"),
  row(131052, "media-download", "The file could not be fetched, or is larger than 100 MB"),
  row(131053, "media", "The file could not be taken: its type or its content"),
  row(131055, "invalid", "This method is not allowed for the message"),
  row(131056, "pair-limit", "Too many messages to the same customer in a short time"),
  row(131057, "maintenance", "The account is in maintenance for a minute or two"),
  row(131059, "invalid", "A cursor of a list is not valid any more"),
  row(131060, "unavailable", "The message can't be shown"),
  row(131062, "phone-needed", "This message needs a phone number, not a user id"),
  row(131063, "marketing-off", "Marketing templates are off for this account"),
  row(131064, "misclassified", "Limit reached because templates have the wrong category"),
  rows([131201, 131215], "group", "An error of a group"),
  row(132000, "template-fields", "The number of parameters does not fit the template"),
  row(132001, "template-missing", "The template does not exist in that language, or is not approved"),
  row(132005, "text-too-long", "The filled template is too long"),
  row(132007, "template-policy", "The content of the template breaks a policy"),
  row(132008, "template-fields", "A parameter's value is invalid"),
  row(132012, "template-fields", "A parameter has the wrong form"),
  row(132015, "template-paused", "The template is paused, or was while the message was held"),
  row(132016, "template-disabled", "The template is disabled"),
  row(132018, "template-fields", "A parameter of the template is not accepted"),
  row(132068, "flow", "The form is blocked"),
  row(132069, "flow", "The form is slowed down: 10 in an hour"),
  row(133000, "number-not-registered", "An earlier deregistration is not complete"),
  row(133004, "provider-down", "Server not available"),
  row(133005, "pin", "The PIN is wrong"),
  row(133006, "number-not-registered", "The number must be verified again"),
  row(133008, "pin", "The PIN was guessed too often"),
  row(133009, "pin", "The PIN was guessed too fast"),
  row(133010, "number-not-registered", "The number is not registered"),
  row(133015, "number-not-registered", "The number was deleted a moment ago: wait five minutes"),
  row(133016, "number-not-registered", "More than 10 registrations in 72 hours"),
  row(134011, "terms", "The terms of payments were not accepted"),
  row(134100, "invalid", "Only marketing goes by this method"),
  row(134101, "provider-down", "The template is still being copied: up to ten minutes"),
  row(134102, "marketing-off", "Marketing by this method is not available"),
  row(135000, "invalid", "WhatsApp did not say what is wrong with the message"),
  row(137000, "identity-changed", "The customer's identity is not the expected one"),
  rows([138000, 138018], "call", "An error of a call"),
  rows([139000, 139004], "flow", "An error of a form"),
  rows([139100, 139103], "block-list", "An error of the list of blocked customers"),
  rows(
    [2388000, 2388999],
    "template-invalid",
    "The template breaks a rule of its creation, or a number can't move",
  ),
  row(2494100, "maintenance", "The number is in maintenance"),
  row(2593107, "history-sync", "The phone app's history was asked for too often"),
  row(2593108, "history-sync", "The phone app's history was asked for too late"),
  row(2593109, "history-sync", "The business does not share the phone app's history"),
];

function row(code: number, reason: FailureReason, meaning: string): ErrorRow {
  return rows([code, code], reason, meaning);
}

function rows([from, to]: readonly [number, number], reason: FailureReason, meaning: string): ErrorRow {
  return { from, to, reason, meaning };
}
