/** The bare program of each ratio: ours is measured beside it. */
export const against = { G1: "same-rows", G1r: "raw-coalesced", G3: "raw-single" } as const;

/** The programs that are measured side by side. */
export type ProgramName = "ours" | (typeof against)[keyof typeof against];
