import { describe, expect, it } from "vitest";
import { createSecretBox } from "./secret-box.ts";
import { parseSecretKeys } from "./secret-key.ts";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const box = createSecretBox(parseSecretKeys(key(1)));

describe("a secret box", () => {
  it("opens what it sealed, for the same context", () => {
    expect(box.open("channel a", box.seal("channel a", "geheim ñ"))).toBe("geheim ñ");
  });

  it("never seals the same text the same way, nor shows it", () => {
    const [one, two] = [box.seal("c", "access-token"), box.seal("c", "access-token")];
    expect(one.equals(two)).toBe(false);
    expect(one.includes("access-token")).toBe(false);
  });

  it("opens nothing for another context: a value moved to another row stays shut", () => {
    expect(() => box.open("channel b", box.seal("channel a", "x"))).toThrow(/authenticate/);
  });

  it("opens nothing of which one bit was changed, wherever it is", () => {
    const sealed = box.seal("c", "text");
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => box.open("c", changed)).toThrow(/authenticate|unknown key/);
    }
  });

  it("opens nothing that was cut", () => {
    const sealed = box.seal("c", "text");
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => box.open("c", sealed.subarray(0, length))).toThrow(/./);
    }
  });

  it("opens with the old key while the new one seals", () => {
    const old = box.seal("c", "old");
    const both = createSecretBox(parseSecretKeys(`${key(2)},${key(1)}`));
    expect(both.open("c", old)).toBe("old");
    const renewed = both.seal("c", "new");
    expect(() => box.open("c", renewed)).toThrow(/SECRET_KEY/);
  });
});
