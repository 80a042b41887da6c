import type { ProviderTemplate } from "#channels/channel.ts";
import type { FieldSources } from "#contract/templates.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { jsonParameter } from "../../record/parameter.ts";

export type TemplateColumns = {
  id: string;
  accountRef: string;
  providerId: string;
  name: string;
  language: string;
  category: string;
  status: string;
  parameterFormat: "positional" | "named";
  components: unknown;
  quality: string | null;
  rejectedReason: string | null;
  previousCategory: string | null;
  ttlSeconds: number | null;
  lastUsedAt: Instant | null;
  syncedAt: Instant;
  editedAt: Instant[];
  sources: FieldSources | null;
};

const columns = `t.id, t.account_ref as "accountRef", t.provider_id as "providerId", t.name, t.language, t.category,
  t.status, t.parameter_format as "parameterFormat", t.components, t.quality, t.rejected_reason as "rejectedReason",
  t.previous_category as "previousCategory", t.ttl_seconds as "ttlSeconds", t.last_used_at as "lastUsedAt",
  t.synced_at as "syncedAt", t.edited_at as "editedAt"`;
const withSources = `select ${columns}, s.sources from templates t
  left join template_sources s on s.workspace_id = t.workspace_id and s.account_ref = t.account_ref and s.name = t.name`;

/** All templates of the workspace, by name and language. */
export async function listTemplates(db: Transaction, workspaceId: string): Promise<TemplateColumns[]> {
  return db.query<TemplateColumns>({
    name: "templates_list",
    text: `${withSources} where t.workspace_id = $1 order by t.name, t.language, t.account_ref`,
    values: [workspaceId],
  });
}

/** The templates of one account. */
export async function listAccountTemplates(
  db: Transaction,
  workspaceId: string,
  accountRef: string,
): Promise<TemplateColumns[]> {
  return db.query<TemplateColumns>({
    name: "templates_list_account",
    text: `select ${columns}, null as sources from templates t where t.workspace_id = $1 and t.account_ref = $2`,
    values: [workspaceId, accountRef],
  });
}

export async function findTemplate(
  db: Transaction,
  workspaceId: string,
  { accountRef, name, language }: { accountRef: string; name: string; language: string },
): Promise<TemplateColumns | null> {
  const rows = await db.query<TemplateColumns>({
    name: "templates_find",
    text: `select ${columns}, null as sources from templates t
      where t.workspace_id = $1 and t.account_ref = $2 and t.name = $3 and t.language = $4`,
    values: [workspaceId, accountRef, name, language],
  });
  return rows[0] ?? null;
}

/** A template by its id. */
export async function findTemplateById(
  db: Transaction,
  workspaceId: string,
  id: string,
): Promise<TemplateColumns | null> {
  const rows = await db.query<TemplateColumns>({
    name: "templates_find_by_id",
    text: `${withSources} where t.workspace_id = $1 and t.id = $2`,
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

/** All languages of a name. */
export async function listVariants(
  db: Transaction,
  workspaceId: string,
  { accountRef, name }: { accountRef: string; name: string },
): Promise<{ id: string; language: string; status: string }[]> {
  return db.query<{ id: string; language: string; status: string }>({
    name: "templates_list_variants",
    text: `select id, language, status from templates
      where workspace_id = $1 and account_ref = $2 and name = $3 order by language`,
    values: [workspaceId, accountRef, name],
  });
}

export async function deleteTemplateRows(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  await db.execute({
    text: "delete from templates where workspace_id = $1 and id = any($2::uuid[])",
    values: [workspaceId, ids],
  });
}

/** Stores templates as the provider has them now; ids of known ones stay. */
export async function writeTemplates(
  db: Transaction,
  workspaceId: string,
  { accountRef, templates }: { accountRef: string; templates: readonly ProviderTemplate[] },
): Promise<void> {
  await db.execute({
    text: `insert into templates (workspace_id, account_ref, id, provider_id, name, language, category, status,
        parameter_format, components, quality, rejected_reason, previous_category, ttl_seconds, synced_at)
      select distinct on (v.name, v.language) $1, $2, v.*, now()
      from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::jsonb[],
          $11::text[], $12::text[], $13::text[], $14::int[])
        as v(id, provider_id, name, language, category, status, parameter_format, components, quality,
          rejected_reason, previous_category, ttl_seconds)
      order by v.name, v.language
      on conflict (workspace_id, account_ref, name, language) do update set provider_id = excluded.provider_id,
        category = excluded.category, status = excluded.status, parameter_format = excluded.parameter_format,
        components = excluded.components, quality = excluded.quality, rejected_reason = excluded.rejected_reason,
        previous_category = excluded.previous_category, ttl_seconds = excluded.ttl_seconds,
        synced_at = excluded.synced_at`,
    values: [
      workspaceId,
      accountRef,
      templates.map(() => newId()),
      templates.map(({ providerId }) => providerId),
      templates.map(({ name }) => name),
      templates.map(({ language }) => language),
      templates.map(({ category }) => category),
      templates.map(({ status }) => status),
      templates.map(({ parameterFormat }) => parameterFormat),
      templates.map(({ components }) => jsonParameter(components)),
      templates.map(({ quality }) => quality),
      templates.map(({ rejectedReason }) => rejectedReason),
      templates.map(({ previousCategory }) => previousCategory),
      templates.map(({ ttlSeconds }) => ttlSeconds),
    ],
  });
}

/** Notes that an account's templates are as the provider has them now. */
export async function touchSynced(db: Transaction, workspaceId: string, accountRef: string): Promise<void> {
  await db.execute({
    text: "update templates set synced_at = now() where workspace_id = $1 and account_ref = $2",
    values: [workspaceId, accountRef],
  });
}

/** Notes that a template was changed here; what is older than 30 days no longer counts. */
export async function noteEdit(
  db: Transaction,
  workspaceId: string,
  { id, at }: { id: string; at: Instant },
): Promise<void> {
  await db.execute({
    text: `update templates set edited_at = array_append(array(
        select e from unnest(edited_at) as e where e > $3::timestamptz - interval '30 days'), $3::timestamptz)
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, toTimestamp(at)],
  });
}

/** Notes that a template was used; once a minute is enough. */
export async function touchTemplate(
  db: Transaction,
  workspaceId: string,
  template: { accountRef: string; name: string; language: string; at: Instant },
): Promise<void> {
  await db.execute({
    name: "templates_touch",
    text: `update templates set last_used_at = $5
      where workspace_id = $1 and account_ref = $2 and name = $3 and language = $4
        and (last_used_at is null or last_used_at < $5::timestamptz - interval '1 minute')`,
    values: [workspaceId, template.accountRef, template.name, template.language, toTimestamp(template.at)],
  });
}

/** Remembers what the fields of a template are filled from. */
export async function putSources(
  db: Transaction,
  workspaceId: string,
  template: { accountRef: string; name: string; sources: FieldSources; at: Instant },
): Promise<void> {
  await db.execute({
    text: `insert into template_sources (workspace_id, account_ref, name, sources, updated_at)
      values ($1, $2, $3, $4, $5)
      on conflict (workspace_id, account_ref, name)
        do update set sources = excluded.sources, updated_at = excluded.updated_at`,
    values: [
      workspaceId,
      template.accountRef,
      template.name,
      jsonParameter(template.sources),
      toTimestamp(template.at),
    ],
  });
}

/** The provider's account (WABA) of each channel that has one; templates belong to it. */
export async function listAccountRefs(db: Transaction, workspaceId: string): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; accountRef: string }>({
    name: "templates_list_account_refs",
    text: `select id, account_ref as "accountRef" from channels
      where workspace_id = $1 and account_ref is not null order by created_at, id`,
    values: [workspaceId],
  });
  return new Map(rows.map(({ id, accountRef }) => [id, accountRef]));
}
