import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { describeFirstLoad, firstLoadBudget, isWithinBudget, measureFirstLoad } from "./first-load.ts";

const folder = mkdtempSync(join(tmpdir(), "mc-first-load-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("counts what the page names and the longer words, and nothing that is fetched later", () => {
  const files = {
    "theme.js": "a()",
    "assets/index-1.js": "b()",
    "assets/react-1.js": "c()",
    "assets/es-1.js": "d('más largo que el otro')",
    "assets/en-1.js": "e()",
    "assets/Later-1.js": "f()".repeat(100),
    "assets/index-1.css": "g{}",
    "assets/Later-1.css": "h{}",
  };
  mkdirSync(join(folder, "assets"));
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(join(folder, path), text);
  }
  const page = `<script src="/theme.js"></script><script type="module" src="/assets/index-1.js"></script>
    <link rel="modulepreload" href="/assets/react-1.js"><link rel="stylesheet" href="/assets/index-1.css">`;
  writeFileSync(join(folder, "index.html"), page);
  const weigh = (path: keyof typeof files): number => gzipSync(files[path]).length;
  expect(measureFirstLoad(folder)).toEqual({
    js: weigh("theme.js") + weigh("assets/index-1.js") + weigh("assets/react-1.js") + weigh("assets/es-1.js"),
    css: weigh("assets/index-1.css"),
  });
});

it("holds at the budget and not a byte above it", () => {
  const { js, css } = firstLoadBudget;
  expect(isWithinBudget({ js, css })).toBe(true);
  expect(isWithinBudget({ js: js + 1, css })).toBe(false);
  expect(isWithinBudget({ js, css: css + 1 })).toBe(false);
  expect(describeFirstLoad({ js, css })).toBe("JavaScript 220.0 of 220 kB, CSS 45.0 of 45 kB (gzipped)");
});
