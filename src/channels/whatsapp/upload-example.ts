import type { ChannelAccount, TemplatePort, TemplateRefusal } from "#channels/channel.ts";
import { readAccount } from "./config.ts";
import { callGraph, type GraphCall, type GraphSettings, graphPath } from "./graph-client.ts";
import { listOf, looseId, looseNode, looseObject, looseText, type Node } from "./loose.ts";
import { readTemplateRefusal } from "./template-refusal.ts";

const patienceMs = 120_000;

const appShape = looseObject({ whatsapp_business_api_data: looseNode });
const idShape = looseObject({ id: looseText });
const appIdShape = looseObject({ id: looseId });
const handleShape = looseObject({ h: looseText });

type Uploaded = Awaited<ReturnType<TemplatePort["uploadExample"]>>;

/**
 * Uploads the example of a header by Meta's resumable upload: a session of the app, then the bytes, then the handle that a
 * template names (§3.4). The app is the one that the account's webhooks go to.
 */
export async function uploadExample(
  settings: GraphSettings,
  account: ChannelAccount,
  file: { name: string; type: string; bytes: Uint8Array },
): Promise<Uploaded> {
  const { wabaId, accessToken } = readAccount(account);
  const signal = AbortSignal.timeout(patienceMs);
  const ask = (call: Pick<GraphCall, "method" | "path" | "body" | "file">) =>
    askForNode(settings, { ...call, accessToken, signal });
  const apps = await ask({ method: "GET", path: graphPath(wabaId, "subscribed_apps") });
  if (apps.kind === "refused") {
    return apps;
  }
  const [app] = listOf(apps.node, "data");
  const { id: appId } = appIdShape.parse(appShape.parse(app ?? {}).whatsapp_business_api_data ?? {});
  if (appId === null) {
    return refuse("The account is subscribed to no app");
  }
  const query = new URLSearchParams({
    file_name: file.name,
    file_length: String(file.bytes.length),
    file_type: file.type,
  });
  const session = await ask({
    method: "POST",
    path: `${graphPath(appId, "uploads")}?${query.toString()}`,
    body: {},
  });
  if (session.kind === "refused") {
    return session;
  }
  const { id: sessionId } = idShape.parse(session.node);
  // Meta's id is a path with a query of its own ("upload:…?sig=…"): it is used as it comes, if it can't lead elsewhere.
  if (sessionId === null || !/^upload:[\w:=?&%.+~-]+$/.test(sessionId)) {
    return refuse("The upload was not begun");
  }
  const sent = await ask({ method: "POST", path: sessionId, file: file.bytes });
  if (sent.kind === "refused") {
    return sent;
  }
  const { h: handle } = handleShape.parse(sent.node);
  return handle === null ? refuse("The upload has no handle") : { kind: "handle", handle };
}

async function askForNode(
  settings: GraphSettings,
  call: GraphCall,
): Promise<{ kind: "node"; node: Node } | { kind: "refused"; refusal: TemplateRefusal }> {
  const answer = await callGraph(settings, call);
  switch (answer.kind) {
    case "answer":
      return { kind: "node", node: looseNode(answer.body) ?? {} };
    case "error": {
      const refusal = readTemplateRefusal(answer.error);
      return { kind: "refused", refusal: { ...refusal, part: "header" } };
    }
    case "not-sent":
    case "lost":
      return refuse(answer.detail);
    default:
      return answer satisfies never;
  }
}

function refuse(detail: string): { kind: "refused"; refusal: TemplateRefusal } {
  const failure = { reason: "connection", code: null, detail } as const;
  return {
    kind: "refused",
    refusal: { failure, part: "header", rule: null, subcode: null, title: null, message: null },
  };
}
