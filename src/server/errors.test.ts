import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorCodes } from "#contract/error-codes.ts";

describe("the catalogue of errors", () => {
  it("is what docs/errors.md says, in the same order", () => {
    const docs = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
    const rows = [...docs.matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \| (.+) \|$/gm)];
    const documented = rows.map(([, code, status, meaning]) => ({ code, status: Number(status), meaning }));
    const catalogue = Object.entries(errorCodes).map(([code, { status, meaning }]) => ({
      code,
      status,
      meaning,
    }));
    expect(documented).toEqual(catalogue);
  });
});
