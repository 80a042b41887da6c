import { describeSeeds } from "./describe-seeds.ts";
import { seedsInAll } from "./seeds.ts";

// Two files, because the tests of one file run in one worker.
describeSeeds("plain", 0, seedsInAll / 2);
