import { describeSeeds } from "./describe-seeds.ts";
import { identitySeeds, seedsInAll } from "./seeds.ts";

describeSeeds("plain", seedsInAll / 2, seedsInAll);
describeSeeds("identities", 0, identitySeeds);
