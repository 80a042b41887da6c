import type { TemplateRefusal } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import { jsonParameter } from "../../record/parameter.ts";

export type DraftContent = {
  name: string;
  language: string;
  category: string;
  parameterFormat: "positional" | "named";
  components: unknown;
  ttlSeconds: number | null;
};
export type DraftColumns = DraftContent & {
  id: string;
  accountRef: string;
  templateId: string | null;
  refusal: TemplateRefusal | null;
  version: number;
  updatedAt: Instant;
};

type TemplateName = { id: string; name: string; language: string };

const columns = `id, account_ref as "accountRef", template_id as "templateId", name, language, category,
  parameter_format as "parameterFormat", components, ttl_seconds as "ttlSeconds", refusal, version,
  updated_at as "updatedAt"`;

/** Drafts, the one that was changed last first. */
export async function listDrafts(db: Transaction, workspaceId: string): Promise<DraftColumns[]> {
  return db.query<DraftColumns>({
    name: "template_drafts_list",
    text: `select ${columns} from template_drafts where workspace_id = $1 order by updated_at desc, id`,
    values: [workspaceId],
  });
}

export async function findDraft(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<DraftColumns | null> {
  const rows = await db.query<DraftColumns>({
    name: "template_drafts_find",
    text: `select ${columns} from template_drafts where workspace_id = $1 and id = $2`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

type Writing = { workspaceId: string; by: string; at: Instant };

export async function insertDraft(
  db: Transaction,
  draft: DraftContent & Writing & { id: string; accountRef: string; templateId: string | null },
): Promise<void> {
  await db.execute({
    text: `insert into template_drafts (workspace_id, id, account_ref, template_id, name, language, category,
        parameter_format, components, ttl_seconds, updated_by, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      draft.workspaceId,
      draft.id,
      draft.accountRef,
      draft.templateId,
      draft.name,
      draft.language,
      draft.category,
      draft.parameterFormat,
      jsonParameter(draft.components),
      draft.ttlSeconds,
      draft.by,
      toTimestamp(draft.at),
    ],
  });
}

/** Changes a draft; what WhatsApp had against its last version is forgotten. */
export async function updateDraft(
  db: Transaction,
  draft: DraftContent & Writing & { id: string; version: number },
): Promise<void> {
  await db.execute({
    text: `update template_drafts set name = $3, language = $4, category = $5, parameter_format = $6,
        components = $7, ttl_seconds = $8, version = $9, updated_by = $10, updated_at = $11, refusal = null
      where workspace_id = $1 and id = $2`,
    values: [
      draft.workspaceId,
      draft.id,
      draft.name,
      draft.language,
      draft.category,
      draft.parameterFormat,
      jsonParameter(draft.components),
      draft.ttlSeconds,
      draft.version,
      draft.by,
      toTimestamp(draft.at),
    ],
  });
}

/** Keeps what WhatsApp had against a draft. */
export async function noteRefusal(
  db: Transaction,
  workspaceId: string,
  { id, refusal }: { id: string; refusal: TemplateRefusal },
): Promise<void> {
  await db.execute({
    text: "update template_drafts set refusal = $3 where workspace_id = $1 and id = $2",
    values: [workspaceId, id, jsonParameter(refusal)],
  });
}

/** Ends a draft that was handed in. What somebody changed of it meanwhile stays, as a change of the template that it is now. */
export async function endDraft(
  db: Transaction,
  workspaceId: string,
  { id, version, template }: Pick<DraftColumns, "id" | "version"> & { template: TemplateName },
): Promise<void> {
  await db.execute({
    text: "delete from template_drafts where workspace_id = $1 and id = $2 and version = $3",
    values: [workspaceId, id, version],
  });
  await db.execute({
    text: `update template_drafts set template_id = $3
      where workspace_id = $1 and id = $2 and name = $4 and language = $5`,
    values: [workspaceId, id, template.id, template.name, template.language],
  });
}

/** False: there is no such draft. */
export async function deleteDraft(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  const count = await db.execute({
    text: "delete from template_drafts where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
  return count > 0;
}
