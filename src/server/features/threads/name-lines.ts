import type { WorkLine } from "#domain/thread-work.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findMemberNames } from "../members/find-member-names.ts";
import { findTagNames } from "../tags/find-tag-names.ts";

/** What the ids in a line are called. */
export type Names = { members: ReadonlyMap<string, string>; tags: ReadonlyMap<string, string> };

type Wish = {
  assigneeId?: string | null | undefined;
  addTagIds?: string[] | undefined;
  removeTagIds?: string[] | undefined;
};

/** Names of the members and tags that the wishes speak of; an assignee or a new tag that is not of this workspace is refused. */
export async function findNames(
  db: Transaction,
  workspaceId: string,
  wishes: readonly Wish[],
): Promise<Names> {
  const assignees = wishes.flatMap(({ assigneeId }) => assigneeId ?? []);
  const tagIds = wishes.flatMap(({ addTagIds = [] }) => addTagIds);
  const takesTags = wishes.some(
    ({ addTagIds = [], removeTagIds = [] }) => addTagIds.length + removeTagIds.length > 0,
  );
  const names = {
    members: assignees.length === 0 ? new Map<string, string>() : await findMemberNames(db, workspaceId),
    tags: takesTags ? await findTagNames(db, workspaceId) : new Map<string, string>(),
  };
  refuseUnknown(assignees, names.members, "assigneeId");
  refuseUnknown(tagIds, names.tags, "addTagIds");
  return names;
}

function refuseUnknown(ids: readonly string[], known: ReadonlyMap<string, string>, field: string): void {
  if (!ids.every((id) => known.has(id))) {
    const fields = [{ field: `body.${field}`, problem: "not of this workspace" }];
    throw new AppError("INVALID_REQUEST", { fields });
  }
}

/** A line as it is kept: with the names of today, so that it still reads when a member or tag is gone. */
export function nameLine(line: WorkLine, { members, tags }: Names): object {
  switch (line.work) {
    case "assigned":
      return { ...line, name: members.get(line.userId) ?? "" };
    case "tagged":
    case "untagged":
      return { work: line.work, tags: line.tagIds.map((id) => tags.get(id) ?? "") };
    case "snoozed":
      return { work: line.work, until: new Date(line.until).toISOString() };
    default:
      return line;
  }
}
