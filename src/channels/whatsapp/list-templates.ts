import type { ChannelAccount, ProviderTemplate } from "#channels/channel.ts";
import { readAccount } from "./config.ts";
import { type GraphSettings, graphPath } from "./graph-client.ts";
import { looseId, looseNode, looseObject, looseText, type Node, nodesOf } from "./loose.ts";
import { templateFields as fields, readTemplate } from "./read-template.ts";
import { requireAnswer } from "./require-answer.ts";

const patienceMs = 60_000;
const pageSize = 100;
/** A verified portfolio has at most 6,000 templates (§3.1): more pages than this are a loop. */
const mostPages = 100;

const pageShape = looseObject({ data: listOrNull, paging: looseNode });
const pagingShape = looseObject({ cursors: looseNode, next: looseText });
const cursorsShape = looseObject({ after: looseId });

/** All templates of the account, page by page: the last page is the one without `next` (§3.4). */
export async function listTemplates(
  settings: GraphSettings,
  account: ChannelAccount,
): Promise<ProviderTemplate[]> {
  const { wabaId, accessToken } = readAccount(account);
  const signal = AbortSignal.timeout(patienceMs);
  const templates: ProviderTemplate[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ fields, limit: String(pageSize) });
    if (after !== null) {
      query.set("after", after);
    }
    const path = `${graphPath(wabaId, "message_templates")}?${query.toString()}`;
    const body = pageShape.parse(await requireAnswer(settings, { method: "GET", path, accessToken, signal }));
    if (body.data === null) {
      // Taken for an empty list, it would take all templates away.
      throw new Error("Meta's answer has no list of templates");
    }
    templates.push(...nodesOf(body.data).flatMap(readTemplate));
    after = nextCursor(body.paging);
    if (after === null) {
      return templates;
    }
  }
  throw new Error(`The list of templates has more than ${mostPages} pages`);
}

function listOrNull(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

function nextCursor(raw: Node | null): string | null {
  const paging = pagingShape.parse(raw ?? {});
  return paging.next === null ? null : cursorsShape.parse(paging.cursors ?? {}).after;
}
