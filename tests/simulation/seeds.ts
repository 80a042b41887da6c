/** How many seeds run in memory with every `npm test`. */
export const seedsInAll = 20_000;
/** How many seeds with people whose ids change run besides. */
export const identitySeeds = 2_000;
