import type { ChannelAccount, ProviderTemplate, TemplateAnswer, TemplatePort } from "#channels/channel.ts";
import { refuseEdit } from "#domain/edit-template.ts";
import type { TemplateDraft } from "#domain/template-draft.ts";
import { maySubmit, validateTemplate } from "#domain/validate-template.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { keepOne } from "./keep-templates.ts";
import { readComponents, toJson } from "./read-components.ts";
import { requireAccount } from "./require-account.ts";
import { syncAccount } from "./sync-templates.ts";
import { viewRefusal } from "./template.view.ts";
import { type DraftColumns, endDraft, findDraft, noteRefusal } from "./template-drafts.queries.ts";
import {
  findTemplate,
  findTemplateById,
  listAccountTemplates,
  noteEdit,
  type TemplateColumns,
  writeTemplates,
} from "./templates.queries.ts";

/** A draft that may go to WhatsApp: its content, and the template that it changes, if it is not a new one. */
type Ready = { draft: DraftColumns; content: TemplateDraft; template: TemplateColumns | null };

/**
 * Hands a draft in for review, once none of Meta's rules speaks against it. When Meta takes it the draft ends; what Meta
 * has against it stays with it. An answer that was lost is looked up in the list.
 */
export async function submitDraft(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<TemplateColumns> {
  const ready = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const draft = await findDraft(db, workspaceId, id);
    if (draft === null) {
      throw new AppError("NOT_FOUND", { what: "template draft" });
    }
    const { accountRef, templateId } = draft;
    const template = templateId === null ? null : await findTemplateById(db, workspaceId, templateId);
    if (templateId !== null && template === null) {
      throw new AppError("TEMPLATE_LOCKED", { reason: "gone" });
    }
    const known = await listAccountTemplates(db, workspaceId, accountRef);
    return { draft, template, content: judge(ctx, { draft, template, known }) };
  });
  const { account, port } = await requireAccount(ctx, workspaceId, ready.draft.accountRef);
  const answer = await hand(port, account, ready);
  if (answer.kind === "refused") {
    const { refusal } = answer;
    if (refusal.part === "name" && ready.template === null) {
      await refuseExisting(ctx, workspaceId, { ready, account });
    }
    await editWorkspace(ctx, workspaceId, (db) => noteRefusal(db, workspaceId, { id, refusal }));
    throw new AppError("TEMPLATE_REFUSED", viewRefusal(refusal));
  }
  return answer.kind === "unknown"
    ? findAfterSilence(ctx, workspaceId, { ready, account })
    : keepSubmitted(ctx, workspaceId, { ready, answer, account, port });
}

/** The draft as Meta's rules see it; throws what they have against it. */
function judge(
  { now }: Context,
  { draft, template, known }: Pick<Ready, "draft" | "template"> & { known: readonly TemplateColumns[] },
): TemplateDraft {
  const components = readComponents(draft.components);
  const { name, language, category, parameterFormat, ttlSeconds } = draft;
  const content = { name, language, category, parameterFormat, ttlSeconds, components: components ?? [] };
  const others = known.map((row) => ({ name: row.name, components: readComponents(row.components) ?? [] }));
  const problems = validateTemplate(content, others);
  if (!maySubmit(problems)) {
    throw new AppError("TEMPLATE_INVALID", { problems });
  }
  if (template === null) {
    if (known.some((row) => row.name === name && row.language === language)) {
      throw new AppError("TEMPLATE_EXISTS");
    }
    return content;
  }
  const { status, editedAt: edits } = template;
  const reason = refuseEdit({ status, changesCategory: category !== template.category, edits, now: now() });
  if (reason !== null) {
    throw new AppError("TEMPLATE_LOCKED", { reason });
  }
  return { ...content, name: template.name, language: template.language };
}

function hand(
  port: TemplatePort,
  account: ChannelAccount,
  { content, template }: Ready,
): Promise<TemplateAnswer> {
  if (template === null) {
    return port.create(account, content);
  }
  const { components, category, ttlSeconds } = content;
  const edit = { components, ttlSeconds, category: category === template.category ? null : category };
  return port.edit(account, template.providerId, edit);
}

/**
 * The template as it was submitted, then as Meta says it is: a utility text that Meta approved as marketing is a change
 * that an owner must hear (§3.3).
 */
async function keepSubmitted(
  ctx: Context,
  workspaceId: string,
  about: {
    ready: Ready;
    answer: Extract<TemplateAnswer, { kind: "accepted" }>;
    account: ChannelAccount;
    port: TemplatePort;
  },
): Promise<TemplateColumns> {
  const { ready, answer, account, port } = about;
  const { draft, template } = ready;
  const providerId = template?.providerId ?? answer.providerId ?? "";
  const submitted = asSubmitted(ready, providerId);
  const answered = {
    ...submitted,
    status: answer.status ?? "pending",
    category: answer.category ?? submitted.category,
  };
  const seen = (await port.read(account, providerId).catch(() => null)) ?? answered;
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const { accountRef } = draft;
    await writeTemplates(db, workspaceId, { accountRef, templates: [submitted] });
    const { name, language } = submitted;
    const row = await findTemplate(db, workspaceId, { accountRef, name, language });
    if (row === null) {
      throw new AppError("NOT_FOUND", { what: "template" });
    }
    if (template !== null) {
      await noteEdit(db, workspaceId, { id: row.id, at: ctx.now() });
    }
    await keepOne(ctx, db, { workspaceId, accountRef, id: row.id, template: seen });
    await endDraft(db, workspaceId, { ...draft, template: row });
    events.push({ kind: "templates.changed" });
    return (await findTemplateById(db, workspaceId, row.id)) ?? row;
  });
}

function asSubmitted({ content, template }: Ready, providerId: string): ProviderTemplate {
  const { name, language, category, parameterFormat, components, ttlSeconds } = content;
  return {
    providerId,
    name,
    language,
    category,
    status: "pending",
    parameterFormat,
    components: toJson(components),
    quality: template?.quality ?? null,
    rejectedReason: null,
    previousCategory: template?.previousCategory ?? null,
    ttlSeconds,
  };
}

/**
 * The name may be that of the very draft: handed in by a second click, or before a crash that left us without the answer.
 * Then the list has it, and we with it.
 */
async function refuseExisting(
  ctx: Context,
  workspaceId: string,
  { ready, account }: { ready: Ready; account: ChannelAccount },
): Promise<void> {
  const { accountRef } = ready.draft;
  const { name, language } = ready.content;
  await syncAccount(ctx, account, accountRef);
  const found = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    findTemplate(db, workspaceId, { accountRef, name, language }),
  );
  if (found !== null) {
    throw new AppError("TEMPLATE_EXISTS");
  }
}

/** Whether Meta took it is in the list; a change whose answer was lost is to be submitted again by a person. */
async function findAfterSilence(
  ctx: Context,
  workspaceId: string,
  { ready, account }: { ready: Ready; account: ChannelAccount },
): Promise<TemplateColumns> {
  const { draft, content } = ready;
  await syncAccount(ctx, account, draft.accountRef);
  const found = await editWorkspace(ctx, workspaceId, async (db, events) => {
    const { accountRef } = draft;
    const row = await findTemplate(db, workspaceId, {
      accountRef,
      name: content.name,
      language: content.language,
    });
    const isNew = row !== null && ready.template === null;
    if (isNew) {
      await endDraft(db, workspaceId, { ...draft, template: row });
      events.push({ kind: "templates.changed" });
    }
    return isNew ? row : null;
  });
  if (found === null) {
    const problems = [{ code: "provider-unreachable", detail: "" }];
    throw new AppError("CONNECTION_REFUSED", { channelId: account.id, problems });
  }
  return found;
}
