import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What the browser fetches before the inbox stands there, in gzipped bytes; a thread's code comes right after. */
export type FirstLoad = { js: number; css: number };

/** The most that the first load may weigh: more fails `npm run check`. */
export const firstLoadBudget: FirstLoad = { js: 220_000, css: 45_000 };

/**
 * Weighs the first load of a built web: the scripts and styles that its page names, which are all that the entry
 * imports without `import()`, and the words of one language, the longer one.
 */
export function measureFirstLoad(webFolder: string): FirstLoad {
  const page = readFileSync(join(webFolder, "index.html"), "utf8");
  const named = [...page.matchAll(/\b(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path = ""]) => path);
  const words = readdirSync(join(webFolder, "assets")).filter((name) => /^(?:es|en)-[\w-]+\.js$/.test(name));
  if (words.length !== 2 || !named.some((path) => path.startsWith("assets/"))) {
    throw new Error(
      "The built web is not as the measure of its first load knows it: look at scripts/first-load.ts.",
    );
  }
  const weigh = (path: string): number => gzipSync(readFileSync(join(webFolder, path))).length;
  const sum = (ending: string): number =>
    named.filter((path) => path.endsWith(ending)).reduce((bytes, path) => bytes + weigh(path), 0);
  return { js: sum(".js") + Math.max(...words.map((name) => weigh(`assets/${name}`))), css: sum(".css") };
}

/** Whether the budget holds. */
export function isWithinBudget({ js, css }: FirstLoad): boolean {
  return js <= firstLoadBudget.js && css <= firstLoadBudget.css;
}

/** "JavaScript 190.6 of 220 kB, CSS 18.3 of 45 kB (gzipped)". */
export function describeFirstLoad({ js, css }: FirstLoad): string {
  const of = (bytes: number, most: number): string => `${(bytes / 1000).toFixed(1)} of ${most / 1000} kB`;
  return `JavaScript ${of(js, firstLoadBudget.js)}, CSS ${of(css, firstLoadBudget.css)} (gzipped)`;
}
