import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { getTemplate, refreshTemplate } from "./refresh-template.ts";
import { requireAccount } from "./require-account.ts";
import { viewRefusal } from "./template.view.ts";
import type { TemplateColumns } from "./templates.queries.ts";

/** Ends a pause: those of pacing end by a person's word alone (§3.3). */
export async function unpauseTemplate(
  ctx: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<TemplateColumns> {
  const { accountRef, providerId, status } = await getTemplate(ctx, workspaceId, id);
  if (status !== "paused") {
    throw new AppError("TEMPLATE_LOCKED", { reason: "status", status });
  }
  const { account, port } = await requireAccount(ctx, workspaceId, accountRef);
  const answer = await port.unpause(account, providerId);
  if (answer.kind === "refused") {
    throw new AppError("TEMPLATE_REFUSED", viewRefusal(answer.refusal));
  }
  return refreshTemplate(ctx, { workspaceId, id });
}
