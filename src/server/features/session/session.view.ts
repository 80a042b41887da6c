import type { SessionView } from "#contract/session.ts";
import type { Instant } from "#domain/time.ts";
import type { UserRow, WorkspaceRow } from "./session.queries.ts";

/** Who is signed in, where, and what time the server has. */
export function viewSession(session: {
  user: UserRow;
  workspace: WorkspaceRow;
  now: Instant;
  demo: { simulatorUrl: string; hasGuide?: boolean } | null;
  publicUrl: string | null;
}): SessionView {
  const { user, workspace, now, demo, publicUrl } = session;
  return {
    user: { id: user.id, name: user.name, email: user.email, role: user.role },
    workspace: {
      id: workspace.id,
      name: workspace.name,
      timeZone: workspace.timeZone,
      country: workspace.country,
      currency: workspace.currency,
      version: workspace.version,
    },
    publicUrl,
    now: new Date(now).toISOString(),
    demo: demo === null ? null : { simulatorUrl: demo.simulatorUrl, hasGuide: demo.hasGuide ?? false },
  };
}
