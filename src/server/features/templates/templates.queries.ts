import type { ProviderTemplate } from "#channels/channel.ts";
import type { Transaction } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { jsonParameter } from "../../record/parameter.ts";

export type TemplateColumns = {
  id: string;
  accountRef: string;
  name: string;
  language: string;
  category: string;
  status: string;
  parameterFormat: "positional" | "named";
  components: unknown;
};

const columns = `id, account_ref as "accountRef", name, language, category, status,
  parameter_format as "parameterFormat", components`;

/** All templates of the workspace, by name and language. */
export async function listTemplates(db: Transaction, workspaceId: string): Promise<TemplateColumns[]> {
  return db.query<TemplateColumns>({
    name: "templates_list",
    text: `select ${columns} from templates where workspace_id = $1 order by name, language, account_ref`,
    values: [workspaceId],
  });
}

export async function findTemplate(
  db: Transaction,
  workspaceId: string,
  { accountRef, name, language }: { accountRef: string; name: string; language: string },
): Promise<TemplateColumns | null> {
  const rows = await db.query<TemplateColumns>({
    name: "templates_find",
    text: `select ${columns} from templates
      where workspace_id = $1 and account_ref = $2 and name = $3 and language = $4`,
    values: [workspaceId, accountRef, name, language],
  });
  return rows[0] ?? null;
}

/** Makes the stored templates of one account equal to the provider's list; ids of known ones stay. */
export async function replaceTemplates(
  db: Transaction,
  workspaceId: string,
  { accountRef, templates }: { accountRef: string; templates: readonly ProviderTemplate[] },
): Promise<void> {
  await db.execute({
    text: `delete from templates t where t.workspace_id = $1 and t.account_ref = $2 and not exists (
        select 1 from unnest($3::text[], $4::text[]) as listed(name, language)
        where listed.name = t.name and listed.language = t.language)`,
    values: [
      workspaceId,
      accountRef,
      templates.map(({ name }) => name),
      templates.map(({ language }) => language),
    ],
  });
  await db.execute({
    text: `insert into templates (workspace_id, account_ref, id, provider_id, name, language, category, status,
        parameter_format, components, synced_at)
      select distinct on (v.name, v.language) $1, $2, v.*, now()
      from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::jsonb[])
        as v(id, provider_id, name, language, category, status, parameter_format, components)
      order by v.name, v.language
      on conflict (workspace_id, account_ref, name, language) do update set provider_id = excluded.provider_id,
        category = excluded.category, status = excluded.status, parameter_format = excluded.parameter_format,
        components = excluded.components, synced_at = excluded.synced_at`,
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
