import type content from "./content.es.json";
import type es from "./es.json";
import type more from "./more.es.json";
import type person from "./person.es.json";

/**
 * The words of the interface as Spanish has them; English has the same keys (a test compares them). Those of settings,
 * setup and guide, those for sending more than text, and those about one customer are in files of their own, loaded with the
 * first such screen.
 */
export type AllWords = typeof es & typeof more & typeof content & typeof person;
