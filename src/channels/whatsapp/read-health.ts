import type { ChannelAccount } from "#channels/channel.ts";
import type { HealthProblem, HealthReading } from "#domain/channel-health.ts";
import { readAccount } from "./config.ts";
import { callGraph, type GraphSettings, graphPath } from "./graph-client.ts";
import { listOf, looseId, looseNode, looseObject, looseText, type Node } from "./loose.ts";
import { wordOf } from "./read-template.ts";
import { requireAnswer } from "./require-answer.ts";

const patienceMs = 20_000;
const numberFields = [
  "id",
  "display_phone_number",
  "verified_name",
  "quality_rating",
  "status",
  "name_status",
  "throughput",
  "whatsapp_business_manager_messaging_limit",
  "health_status",
].join(",");

const numberShape = looseObject({
  verified_name: looseText,
  quality_rating: looseId,
  status: looseId,
  name_status: looseId,
  throughput: looseNode,
  whatsapp_business_manager_messaging_limit: looseId,
  health_status: looseNode,
});
const throughputShape = looseObject({ level: looseId });
const healthShape = looseObject({ can_send_message: looseId });
const entityShape = looseObject({ entity_type: looseId });
const errorShape = looseObject({
  error_code: looseId,
  error_description: looseText,
  possible_solution: looseText,
});
const accountShape = looseObject({ account_review_status: looseId });

/**
 * State, quality, limits and health of a number and its account, as the nodes tell (§7.3, §7.6). Throws when the number
 * does not answer; what account and subscription do not tell is left out.
 */
export async function readHealth(settings: GraphSettings, account: ChannelAccount): Promise<HealthReading> {
  const { phoneNumberId, wabaId, accessToken } = readAccount(account);
  const signal = AbortSignal.timeout(patienceMs);
  const call = (path: string) => ({ method: "GET" as const, path, accessToken, signal });
  const [body, waba, apps] = await Promise.all([
    requireAnswer(settings, call(`${graphPath(phoneNumberId)}?fields=${numberFields}`)),
    callGraph(settings, call(`${graphPath(wabaId)}?fields=id,account_review_status`)),
    callGraph(settings, call(graphPath(wabaId, "subscribed_apps"))),
  ]);
  const number = numberShape.parse(body);
  const health = number.health_status ?? {};
  const review = waba.kind === "answer" ? accountShape.parse(waba.body).account_review_status : null;
  return {
    ...told("status", wordOf(number.status)),
    ...told("quality", wordOf(number.quality_rating)),
    ...told("throughput", wordOf(throughputShape.parse(number.throughput ?? {}).level)),
    ...told("limit", wordOf(number.whatsapp_business_manager_messaging_limit)),
    ...told("verifiedName", number.verified_name),
    ...told("nameStatus", wordOf(number.name_status)),
    ...told("canSend", wordOf(healthShape.parse(health).can_send_message)),
    ...told("review", wordOf(review)),
    problems: listOf(health, "entities").flatMap(readProblems),
    ...(apps.kind === "answer" && {
      isSubscribed: listOf(looseNode(apps.body) ?? {}, "data").length > 0,
    }),
  };
}

function told<Key extends keyof HealthReading>(key: Key, value: string | null): HealthReading {
  return value === null ? {} : { [key]: value };
}

function readProblems(raw: Node): HealthProblem[] {
  const entity = wordOf(entityShape.parse(raw).entity_type) ?? "unknown";
  return listOf(raw, "errors").map((error) => {
    const { error_code, error_description, possible_solution } = errorShape.parse(error);
    return { entity, code: error_code, description: error_description, solution: possible_solution };
  });
}
