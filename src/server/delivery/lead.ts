/** How long a claim takes from reading the database's clock until its calls can start: its first slots lie so far ahead. */
export type Lead = { observe(ms: number): void; value(): number };

const firstMs = 10;
const mostMs = 100;

/** Follows slow claims at once and fast ones slowly, so that few messages miss their slots. */
export function createLead(): Lead {
  let leadMs = firstMs;
  return {
    observe(ms) {
      const wantedMs = Math.min(ms * 1.2, mostMs);
      leadMs = wantedMs > leadMs ? wantedMs : leadMs * 0.9 + wantedMs * 0.1;
    },
    value: () => leadMs,
  };
}
