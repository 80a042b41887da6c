import { describe, expect, it } from "vitest";
import { newId } from "./ids.ts";
import { workspaceIdOf, workspaceKeyOf } from "./workspace-key.ts";

describe("a workspace key", () => {
  it("leads back to its workspace id", () => {
    for (let count = 0; count < 200; count += 1) {
      const id = newId();
      expect(workspaceKeyOf(id)).toMatch(/^[\w-]{22}$/);
      expect(workspaceIdOf(workspaceKeyOf(id))).toBe(id);
    }
  });

  it.each([
    "",
    "short",
    `${"A".repeat(22)}=`,
    "A".repeat(23),
    `${"A".repeat(21)}B`,
    "*".repeat(22),
    "../../etc/passwd",
  ])("is nothing else: %s", (text) => {
    expect(workspaceIdOf(text)).toBeNull();
  });
});
