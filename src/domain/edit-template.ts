import { dayMs, type Instant } from "./time.ts";

/** Why a template can't be changed now. */
export type EditRefusal = "status" | "category-fixed" | "once-a-day" | "ten-a-month";

/**
 * Whether a template may be changed (§3.4): only an approved, rejected or paused one; an approved one keeps its category
 * and takes one change in 24 hours and ten in 30 days. Null: it may.
 */
export function refuseEdit({
  status,
  changesCategory,
  edits,
  now,
}: {
  status: string;
  changesCategory: boolean;
  /** When it was changed before. */
  edits: readonly Instant[];
  now: Instant;
}): EditRefusal | null {
  if (!editable.has(status)) {
    return "status";
  }
  if (status !== "approved") {
    return null;
  }
  if (changesCategory) {
    return "category-fixed";
  }
  if (edits.some((at) => now - at < dayMs)) {
    return "once-a-day";
  }
  return edits.filter((at) => now - at < 30 * dayMs).length >= 10 ? "ten-a-month" : null;
}

/** Whether a template may be deleted (§3.3): a disabled one may not, nor one that is going already. */
export function mayDelete(status: string): boolean {
  return status !== "disabled" && status !== "pending_deletion" && status !== "deleted";
}

const editable = new Set(["approved", "rejected", "paused"]);
