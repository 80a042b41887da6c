/** What every measure gets: a folder of its own that goes away afterwards, and when to end. */
export type BenchRun = { folder: string; signal: AbortSignal };
