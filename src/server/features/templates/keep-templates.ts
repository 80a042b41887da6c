import { isDeepStrictEqual } from "node:util";
import type { ProviderTemplate } from "#channels/channel.ts";
import { pricesOfCategories } from "#domain/category-price.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import { alarmsOf, type TemplateAlarm, type TemplateState, takeChange } from "#domain/template-change.ts";
import { localDate } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { loadCards } from "../../record/load-cards.ts";
import { toJson } from "./read-components.ts";
import { addToAlarm, findHome, raiseAlarm } from "./template-alarms.queries.ts";
import { type ToldChange, takeToldChanges } from "./template-changes.queries.ts";
import {
  deleteTemplateRows,
  findTemplateById,
  listAccountTemplates,
  type TemplateColumns,
  touchSynced,
  writeTemplates,
} from "./templates.queries.ts";

/**
 * What a provider says of an account's templates: by list (null: it could not be read), and by webhook meanwhile. `before`:
 * those that we had when the list was asked for; who is not in it is gone.
 */
export type Known = {
  workspaceId: string;
  accountRef: string;
  listed: readonly ProviderTemplate[] | null;
  told: readonly ToldChange[];
  before: ReadonlySet<string>;
};

/**
 * Makes the stored templates equal to what is known of them now, and raises an alarm for what an owner must hear. Without
 * the list, what was told counts alone. False: nothing changed.
 */
export async function keepTemplates(
  ctx: Pick<Context, "now">,
  db: Transaction,
  { workspaceId, accountRef, listed, told, before: known }: Known,
): Promise<boolean> {
  const stored = await listAccountTemplates(db, workspaceId, accountRef);
  const fresh =
    told.length === 0
      ? new Set()
      : await takeToldChanges(
          db,
          workspaceId,
          told.map(({ id }) => id),
        );
  const news = told.filter(({ id }) => fresh.has(id));
  const newsOf = Map.groupBy(news, keyOf);
  const toldOf = (template: Named) => (newsOf.get(keyOf(template)) ?? []).map(({ change }) => change);
  const templates = listed ?? stored.map((row) => withTold(asProvided(row), toldOf(row)));
  const kept = new Set(templates.map(keyOf));
  const gone = stored.filter((row) => known.has(row.id) && !kept.has(keyOf(row)));
  await deleteTemplateRows(
    db,
    workspaceId,
    gone.map(({ id }) => id),
  );
  const storedAs = new Map(stored.map((row) => [keyOf(row), row]));
  // Accounts have up to 6,000, and the whole workspace waits meanwhile: what is as it was is not written anew.
  const changed = templates.filter((template) => !isAsStored(storedAs.get(keyOf(template)), template));
  await writeTemplates(db, workspaceId, { accountRef, templates: changed });
  if (listed !== null) {
    await touchSynced(db, workspaceId, accountRef);
  }
  for (const template of templates) {
    const before = storedAs.get(keyOf(template)) ?? null;
    for (const alarm of alarmsOf(before, template, toldOf(template))) {
      await raise(ctx, db, { workspaceId, accountRef, template, alarm });
    }
  }
  return news.length > 0 || changed.length > 0 || gone.length > 0;
}

/** The same for one template that was read alone (null: the provider has it no more). */
export async function keepOne(
  ctx: Pick<Context, "now">,
  db: Transaction,
  about: { workspaceId: string; accountRef: string; id: string; template: ProviderTemplate | null },
): Promise<boolean> {
  const { workspaceId, accountRef, id, template } = about;
  const before = await findTemplateById(db, workspaceId, id);
  if (before === null || template === null) {
    await deleteTemplateRows(db, workspaceId, [id]);
    return before !== null;
  }
  await writeTemplates(db, workspaceId, { accountRef, templates: [template] });
  for (const alarm of alarmsOf(before, template)) {
    await raise(ctx, db, { workspaceId, accountRef, template, alarm });
  }
  return !isAsStored(before, template);
}

async function raise(
  ctx: Pick<Context, "now">,
  db: Transaction,
  about: { workspaceId: string; accountRef: string; template: ProviderTemplate; alarm: TemplateAlarm },
): Promise<void> {
  const { workspaceId, accountRef, template, alarm } = about;
  const { name, language } = template;
  if (alarm.adds === true) {
    await addToAlarm(db, workspaceId, { accountRef, name, language, alarm });
    return;
  }
  const price = await priceOf(ctx, db, { workspaceId, accountRef }, alarm);
  const raisedAt = ctx.now();
  await raiseAlarm(db, workspaceId, { id: newId(), accountRef, name, language, alarm, price, raisedAt });
}

/** Old and new price by the card of the day on which the new category counts. */
async function priceOf(
  { now }: Pick<Context, "now">,
  db: Transaction,
  { workspaceId, accountRef }: { workspaceId: string; accountRef: string },
  { from, to, comesAt }: TemplateAlarm,
) {
  const home = from === null || to === null ? null : await findHome(db, workspaceId, accountRef);
  if (home === null || from === null || to === null) {
    return null;
  }
  const date = localDate(comesAt ?? now(), home.timeZone);
  const cards = await loadCards(db, workspaceId);
  return pricesOfCategories({ ...home, date, cards: [...publishedRateCards, ...cards], from, to });
}

type Named = { name: string; language: string };

function withTold(template: ProviderTemplate, changes: readonly ToldChange["change"][]): ProviderTemplate {
  return { ...template, ...changes.reduce<TemplateState>(takeChange, template) };
}

function keyOf({ name, language }: Named): string {
  return JSON.stringify([name, language]);
}

function asProvided(row: TemplateColumns): ProviderTemplate {
  return { ...providedOf(row), components: toJson(row.components) };
}

/** What of a row the provider says. */
function providedOf(row: TemplateColumns) {
  const { providerId, name, language, category, status, parameterFormat, components } = row;
  const { quality, rejectedReason, previousCategory, ttlSeconds } = row;
  return {
    providerId,
    name,
    language,
    category,
    status,
    parameterFormat,
    components,
    quality,
    rejectedReason,
    previousCategory,
    ttlSeconds,
  };
}

/** jsonb forgets the order of keys: it does not count. */
function isAsStored(row: TemplateColumns | undefined, template: ProviderTemplate): boolean {
  return row !== undefined && isDeepStrictEqual(providedOf(row), template);
}
