import type { TagColor, TagView } from "#contract/tags.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { insertTag, isNameTaken, updateTag } from "./tags.queries.ts";

/** Adds a tag (`id` null) or changes one. Two tags of one name, in whatever case, are refused. */
export function saveTag(
  ctx: Context,
  tag: { workspaceId: string; id: string | null; name: string; color: TagColor },
): Promise<TagView> {
  const { workspaceId, name, color } = tag;
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    if (await isNameTaken(db, { workspaceId, name, exceptId: tag.id })) {
      throw new AppError("TAG_EXISTS");
    }
    const view = { id: tag.id ?? newId(), name, color };
    if (tag.id === null) {
      await insertTag(db, { workspaceId, ...view, at: ctx.now() });
    } else if (!(await updateTag(db, { workspaceId, ...view }))) {
      throw new AppError("NOT_FOUND");
    }
    events.push({ kind: "settings.changed", what: "tags" });
    return view;
  });
}
