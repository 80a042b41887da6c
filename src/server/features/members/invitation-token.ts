import { createHash, randomBytes } from "node:crypto";
import { workspaceIdOf, workspaceKeyOf } from "../../workspace-key.ts";

/** The secret of an invitation's link; only its hash is stored. The workspace stands in it, as in an API key. */
export function makeInvitationToken(workspaceId: string): { token: string; hash: Buffer } {
  const token = `${workspaceKeyOf(workspaceId)}.${randomBytes(32).toString("base64url")}`;
  return { token, hash: hashOf(token) };
}

/** What a presented token may be found by; null when it can't be one of ours. */
export function readInvitationToken(token: string): { workspaceId: string; hash: Buffer } | null {
  const [, workspaceKey = ""] = /^([\w-]{22})\.[\w-]{43}$/.exec(token) ?? [];
  const workspaceId = workspaceIdOf(workspaceKey);
  return workspaceId === null ? null : { workspaceId, hash: hashOf(token) };
}

/** 256 bits of chance: one fast hash is enough, nothing can be guessed. */
function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
