import { z } from "zod";
import known from "./failed-seeds.json" with { type: "json" };

const shape = z.array(z.object({ seed: z.int(), kind: z.enum(["plain", "identities"]), why: z.string() }));

/** Seeds that failed once, each with what was wrong: they run before all others. */
export const failedSeeds = shape.parse(known);
