import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** In the page: resolves when whatever fades or moves has come to its end; what turns for ever is not waited for. */
const atRest = `Promise.allSettled(
  document.getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished),
).then(() => undefined)`;

/** What is right needs no description of its elements, which takes most of the time. */
const onlyFaults = { resultTypes: ["violations" as const] };

/**
 * What axe finds, of any level, on a page that has come to rest (a colour halfway to another is nobody's), or within one
 * part of it: each as "rule: element: why". Our pages have no frames, so all is asked in the page itself.
 */
export async function accessibilityFaults(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(atRest);
  const axe = new AxeBuilder({ page }).options(onlyFaults).setLegacyMode();
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = "" }) => `${id}: ${target.join(" ")}: ${failureSummary.split("\n")[1]}`,
    ),
  );
}
