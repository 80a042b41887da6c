import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorTable } from "#channels/whatsapp/error-table.ts";
import { findRule } from "#channels/whatsapp/errors.ts";

type Words = { failure: Record<string, { title: string }>; advice: Record<string, string> };

function read(name: string): Words {
  return JSON.parse(
    readFileSync(new URL(`../../src/web/text/${name}.json`, import.meta.url), "utf8"),
  ) as Words;
}

const titles: Record<string, Record<string, { title: string }>> = {
  es: read("es").failure,
  en: read("en").failure,
};
const advice: Record<string, Record<string, string>> = {
  es: read("more.es").advice,
  en: read("more.en").advice,
};

describe("every code of WhatsApp (§5.2)", () => {
  it.each(["es", "en"])("has a reason and a next step in %s", (language) => {
    const mute = errorTable.filter(
      ({ reason }) => !titles[language]?.[reason]?.title || !advice[language]?.[reason],
    );
    expect(mute).toEqual([]);
    expect(Object.keys(advice[language] ?? {}).sort()).toEqual(Object.keys(titles[language] ?? {}).sort());
  });

  it("is what docs/errors.md says, in the same order", () => {
    const docs = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
    const documented = [...docs.matchAll(/^\| (\d+(?:–\d+)?) \| .+ \|$/gm)].map(([line]) => line);
    expect(documented).toEqual(documentedRows());
  });
});

/** The rows of the table as the page has them. */
function documentedRows(): string[] {
  return errorTable.map(({ from, to, reason, meaning }) => {
    const codes = from === to ? String(from) : `${from}–${to}`;
    const again = findRule(String(from)).retryable ? "yes" : "no";
    return `| ${codes} | ${meaning} | \`${reason}\` | ${again} | ${advice.en?.[reason]} |`;
  });
}
