import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findSigningSecret, verifySignature } from "./signature.ts";

const body = new TextEncoder().encode('{"text":"\\u00bfHay parking?"}');
const [old, current] = ["old app secret", "current app secret"];

function sign(secret: string, bytes: Uint8Array = body, algorithm = "sha256"): string {
  return createHmac(algorithm, secret).update(bytes).digest("hex");
}

describe("a webhook is accepted only with a signature over exactly its bytes (S1, F31)", () => {
  it.each([
    ["the current secret", `sha256=${sign(current)}`, true],
    ["the old secret while it is being replaced", `sha256=${sign(old)}`, true],
    ["hex in capitals", `sha256=${sign(current).toUpperCase()}`, true],
    ["a foreign secret", `sha256=${sign("foreign")}`, false],
    ["other bytes", `sha256=${sign(current, new TextEncoder().encode('{"text":"¿Hay parking?"}'))}`, false],
    ["no header", undefined, false],
    ["an empty header", "", false],
    ["no prefix", sign(current), false],
    ["the legacy algorithm", `sha1=${sign(current, body, "sha1")}`, false],
    ["half a digest", `sha256=${sign(current).slice(0, 32)}`, false],
    ["a digest and more", `sha256=${sign(current)}00`, false],
    ["letters that are no hex", `sha256=${"z".repeat(64)}`, false],
    ["a space before it", ` sha256=${sign(current)}`, false],
    ["the header twice", [`sha256=${sign(current)}`, `sha256=${sign(current)}`], false],
    ["two values in one header", `sha256=${sign(current)}, sha256=${sign(current)}`, false],
  ])("%s", (_, header, accepted) => {
    expect(verifySignature(body, header, [old, current])).toBe(accepted);
  });

  it("without a secret nothing is accepted, not even a signature with the empty one", () => {
    expect(verifySignature(body, `sha256=${sign("")}`, [])).toBe(false);
    expect(verifySignature(body, `sha256=${sign("")}`, [""])).toBe(false);
  });

  it("the secret that matched is named: the channel of the body must own it", () => {
    expect(findSigningSecret(body, `sha256=${sign(old)}`, [current, old])).toBe(old);
  });
});
