import type { TimeContext } from "../../../ui/format-time.ts";

/** "1.204", or "20.000 o más" where the server stopped counting. */
export function countText(
  count: number,
  mostCounted: number,
  { language, words }: Pick<TimeContext, "language" | "words">,
): string {
  const text = new Intl.NumberFormat(language, { useGrouping: "always" }).format(count);
  return count < mostCounted ? text : words("operations.atLeast", { text });
}
