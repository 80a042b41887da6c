import { mayDelete } from "#domain/edit-template.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { getTemplate } from "./refresh-template.ts";
import { requireAccount } from "./require-account.ts";
import { syncAccount } from "./sync-templates.ts";
import { viewRefusal } from "./template.view.ts";
import { findTemplateById, listVariants } from "./templates.queries.ts";

/**
 * Deletes a template at WhatsApp, in one language or in all, and reads the list again, which also tells what an answer would
 * have told that was lost. An approved name rests 30 days.
 */
export async function deleteTemplate(
  ctx: Context,
  { workspaceId, id, allLanguages }: { workspaceId: string; id: string; allLanguages: boolean },
): Promise<void> {
  const { accountRef, name, language, providerId } = await getTemplate(ctx, workspaceId, id);
  const variants = await withWorkspaces(ctx.db, [workspaceId], (db) =>
    listVariants(db, workspaceId, { accountRef, name }),
  );
  const locked = variants.find(
    (one) => (allLanguages || one.language === language) && !mayDelete(one.status),
  );
  if (locked !== undefined) {
    throw new AppError("TEMPLATE_LOCKED", {
      reason: "status",
      status: locked.status,
      language: locked.language,
    });
  }
  const { account, port } = await requireAccount(ctx, workspaceId, accountRef);
  const answer = await port.remove(account, { name, providerId: allLanguages ? null : providerId });
  if (answer.kind === "refused") {
    throw new AppError("TEMPLATE_REFUSED", viewRefusal(answer.refusal));
  }
  await syncAccount(ctx, account, accountRef);
  const isThere = await withWorkspaces(ctx.db, [workspaceId], (db) => findTemplateById(db, workspaceId, id));
  if (answer.kind === "unknown" && isThere !== null) {
    const problems = [{ code: "provider-unreachable", detail: "" }];
    throw new AppError("CONNECTION_REFUSED", { channelId: account.id, problems });
  }
}
