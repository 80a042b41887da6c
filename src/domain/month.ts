/** The first day of a month ("2026-03") and that of the next one, as calendar dates. */
export function monthBounds(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  const [nextYear = 0, nextMonth = 1] = next;
  return {
    from: `${month}-01`,
    to: `${String(nextYear).padStart(4, "0")}-${String(nextMonth).padStart(2, "0")}-01`,
  };
}
