import type es from "./es.json";
import type more from "./more.es.json";

/**
 * The words of the interface as Spanish has them; English has the same keys (a test compares them). Those of settings,
 * setup and guide are in a file of their own, which is loaded with the first of these screens.
 */
export type AllWords = typeof es & typeof more;
