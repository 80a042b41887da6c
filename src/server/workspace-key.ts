/** A workspace's name in webhook URLs and API keys: the 16 bytes of its id in base64url. */
export function workspaceKeyOf(workspaceId: string): string {
  return Buffer.from(workspaceId.replaceAll("-", ""), "hex").toString("base64url");
}

/** The workspace id in a key, or null when it is none. Says nothing about whether the workspace exists. */
export function workspaceIdOf(workspaceKey: string): string | null {
  const bytes = Buffer.from(workspaceKey, "base64url");
  if (bytes.length !== 16 || bytes.toString("base64url") !== workspaceKey) {
    return null;
  }
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
