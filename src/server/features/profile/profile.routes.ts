import { createAttemptLimiter } from "../../auth/attempt-limiter.ts";
import type { Auth } from "../../auth/auth.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { getSession, type SessionParts } from "../session/get-session.ts";
import { changePassword } from "./change-password.ts";
import { saveName } from "./profile.queries.ts";

/** What people change of themselves. */
export function profileRoutes(
  ctx: Context,
  { auth, demo, publicUrl }: SessionParts & { auth: Auth },
): Pick<Handlers, "updateProfile" | "changePassword"> {
  const wrongPasswords = createAttemptLimiter({ most: 10, withinMs: 5 * 60_000 });
  return {
    async updateProfile({ caller, body: { name } }) {
      requirePerson(caller);
      await editWorkspace(ctx, caller.workspaceId, async (db, events) => {
        await saveName(db, caller.id, name);
        events.push({ kind: "settings.changed", what: "members" });
      });
      return { status: 200, body: await getSession(ctx, { caller, demo, publicUrl }) };
    },
    async changePassword({ caller, body, request, reply }) {
      requirePerson(caller);
      await changePassword({ ...body, userId: caller.id, auth, wrongPasswords, request, reply });
      return { status: 204 };
    },
  };
}

function requirePerson({ kind }: Caller): void {
  if (kind === "key") {
    throw new AppError("FORBIDDEN", { reason: "only people have a profile" });
  }
}
