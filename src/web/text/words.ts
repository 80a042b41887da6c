import type es from "./es.json";

/** The words of the interface as Spanish has them; English has the same keys (a test compares them). */
export type AllWords = typeof es;
