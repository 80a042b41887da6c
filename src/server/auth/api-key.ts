import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { workspaceIdOf, workspaceKeyOf } from "../workspace-key.ts";

/** A new key: `key` is shown once, `prefix` names it in lists, `hash` is all that is stored of the secret. */
export type NewApiKey = { key: string; prefix: string; hash: Buffer };

/** A key as it came with a request; the workspace stands in it, so that no search over workspaces is needed. */
export type PresentedApiKey = { workspaceId: string; prefix: string; hash: Buffer };

const pattern = /^mc_([\w-]{22})_([\w-]{43})$/;
const shownSecretLength = 6;

/** Makes an API key of a workspace: `mc_<workspace>_<secret of 256 bits>`. */
export function makeApiKey(workspaceId: string): NewApiKey {
  const secret = randomBytes(32).toString("base64url");
  const key = `mc_${workspaceKeyOf(workspaceId)}_${secret}`;
  return { key, prefix: prefixOf(key, secret), hash: hashOf(key) };
}

/** Reads a presented key; null when it can't be one of ours. */
export function readApiKey(key: string): PresentedApiKey | null {
  const [, workspaceKey = "", secret = ""] = pattern.exec(key) ?? [];
  const workspaceId = workspaceIdOf(workspaceKey);
  return workspaceId === null ? null : { workspaceId, prefix: prefixOf(key, secret), hash: hashOf(key) };
}

/** Compares hashes in constant time. */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function prefixOf(key: string, secret: string): string {
  return key.slice(0, key.length - secret.length + shownSecretLength);
}

/** The secret has 256 bits of chance: one fast hash is enough, nothing can be guessed. */
function hashOf(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
