import { createMeters } from "#server/meters.ts";
import { createMetrics } from "#server/metrics.ts";

/** Meters that nobody reads. */
export const testMeters = createMeters(createMetrics());
