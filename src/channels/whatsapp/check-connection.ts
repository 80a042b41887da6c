import type { ChannelAccount, ConnectionProblem } from "#channels/channel.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { readAccount } from "./config.ts";
import { callGraph, type GraphAnswer, type GraphSettings, graphPath } from "./graph-client.ts";
import { isNode, listOf, looseId, looseNode, looseObject, looseText } from "./loose.ts";

const patienceMs = 20_000;

const numberShape = looseObject({ status: looseId, health_status: looseNode });
const healthShape = looseObject({ can_send_message: looseId });
/** States of a number in which messages pass; other ones (PENDING, BANNED, MIGRATED …) are told as they come (§7.6). */
const workingStates = new Set(["CONNECTED", "FLAGGED", "RATE_LIMITED"]);

/** Asks Meta for number, account and webhook subscription, and says in words what is missing. Empty: all is well. */
export async function checkConnection(
  settings: GraphSettings,
  account: ChannelAccount,
): Promise<ConnectionProblem[]> {
  const { phoneNumberId, wabaId, accessToken } = readAccount(account);
  const signal = AbortSignal.timeout(patienceMs);
  const ask = (path: string) => callGraph(settings, { method: "GET", path, accessToken, signal });
  const [number, owner, apps] = await Promise.all([
    ask(
      `${graphPath(phoneNumberId)}?fields=id,display_phone_number,verified_name,status,quality_rating,health_status`,
    ),
    ask(`${graphPath(wabaId)}?fields=id,name,currency,timezone_id`),
    ask(graphPath(wabaId, "subscribed_apps")),
  ]);
  const problems = [
    ...problemOf(number, "number-not-found"),
    ...problemOf(owner, "account-not-found"),
    ...problemOf(apps, "account-not-found"),
    ...problemOfState(number),
    ...problemOfHealth(number),
    ...problemOfSubscription(apps),
  ];
  return problems.filter(
    ({ code }, index) => problems.findIndex((problem) => problem.code === code) === index,
  );
}

const codes: Partial<Record<FailureReason, string>> = {
  token: "token-refused",
  permission: "permission-missing",
  throughput: "provider-busy",
  "provider-down": "provider-busy",
};

function problemOf(answer: GraphAnswer, otherwise: string): ConnectionProblem[] {
  switch (answer.kind) {
    case "answer":
      return [];
    case "error": {
      const { reason, code, detail } = answer.error.failure;
      return [{ code: codes[reason] ?? otherwise, detail: `${code ?? ""} ${detail ?? ""}`.trim() }];
    }
    case "not-sent":
    case "lost":
      return [{ code: "provider-unreachable", detail: answer.detail }];
    default:
      return answer satisfies never;
  }
}

function problemOfState(answer: GraphAnswer): ConnectionProblem[] {
  const status =
    answer.kind === "answer" && isNode(answer.body) ? numberShape.parse(answer.body).status : null;
  return status === null || workingStates.has(status)
    ? []
    : [{ code: "number-not-connected", detail: status }];
}

/** Meta lets nothing pass now: number, account, business or app are blocked (§7.3). */
function problemOfHealth(answer: GraphAnswer): ConnectionProblem[] {
  if (answer.kind !== "answer" || !isNode(answer.body)) {
    return [];
  }
  const health = numberShape.parse(answer.body).health_status ?? {};
  const blocked = listOf(health, "entities").find(
    (entity) => healthShape.parse(entity).can_send_message === "BLOCKED",
  );
  const [error] = blocked === undefined ? [] : listOf(blocked, "errors");
  return healthShape.parse(health).can_send_message === "BLOCKED"
    ? [{ code: "sending-blocked", detail: looseText(error?.error_description) ?? "" }]
    : [];
}

/** The most common mistake of all: the handshake works, but no webhook ever comes (§8, 15). */
function problemOfSubscription(answer: GraphAnswer): ConnectionProblem[] {
  if (answer.kind !== "answer") {
    return [];
  }
  const apps = listOf(looseNode(answer.body) ?? {}, "data");
  return apps.length > 0 ? [] : [{ code: "webhooks-not-subscribed", detail: "subscribed_apps is empty" }];
}
