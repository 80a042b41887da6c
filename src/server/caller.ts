/** What an API key may do: each scope holds the ones before it. */
export const scopes = ["read", "write", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** Who asks: a signed-in person or an API key, always of one workspace. */
export type Caller = {
  kind: "person" | "key";
  workspaceId: string;
  /** The user, or the API key itself: what it writes carries this id as author. */
  id: string;
  name: string;
  role: "owner" | "agent";
  /** A person has all scopes; the role bounds them. */
  scopes: readonly Scope[];
  /** The session, for signing out and for closing its streams; null for a key. */
  sessionId: string | null;
};

/** Whether the caller's scopes hold the needed one. */
export function hasScope(caller: Caller, needed: Scope): boolean {
  return caller.scopes.some((scope) => scopes.indexOf(scope) >= scopes.indexOf(needed));
}
