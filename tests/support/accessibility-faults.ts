import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** In the page: resolves when whatever fades or moves has come to its end; what turns for ever is not waited for. */
const atRest = `Promise.allSettled(
  document.getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished),
).then(() => undefined)`;

/** What axe finds on a page that has come to rest, each as "rule: element": a colour halfway to another is nobody's. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(atRest);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
