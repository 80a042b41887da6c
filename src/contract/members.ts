import * as z from "zod/mini";
import { id, time } from "./primitives.ts";

const role = z.enum(["owner", "agent"]);
const email = z.email().check(z.maxLength(320));
const password = z.string().check(z.minLength(10), z.maxLength(200));
const personName = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const token = z.string().check(z.maxLength(200));

/** A colleague made by an owner, with a first password that the owner hands over. */
export const createMemberBody = z.strictObject({ name: personName, email, password, role });
/** `active` false: may not sign in any more; the name stays on what was written. */
export const memberView = z.object({ id, name: z.string(), email: z.string(), role, active: z.boolean() });
export const memberList = z.object({ items: z.array(memberView), nextCursor: z.null() });
/** What an owner changes of a member: the role, or whether the member may sign in. */
export const updateMemberBody = z
  .strictObject({ role: z.optional(role), active: z.optional(z.boolean()) })
  .check(z.refine((body) => Object.values(body).some((value) => value !== undefined), "nothing to change"));

export const createInvitationBody = z.strictObject({ email, role });
/** An open invitation; the link's secret is stored as a hash alone. */
export const invitationView = z.object({ id, email: z.string(), role, createdAt: time, expiresAt: time });
/** `link` is shown this once. */
export const createdInvitation = z.object({ ...invitationView.shape, link: z.string() });
export const invitationList = z.object({ items: z.array(invitationView), nextCursor: z.null() });
/** What stands on an invitation, for who has the link. */
export const readInvitationBody = z.strictObject({ token });
export const invitationForGuest = z.object({ workspaceName: z.string(), email: z.string(), role });
export const acceptInvitationBody = z.strictObject({ token, name: personName, password });

/** What a person changes of themselves. */
export const updateProfileBody = z.strictObject({ name: personName });
/** A new password ends every other session of the person. */
export const changePasswordBody = z.strictObject({
  currentPassword: z.string().check(z.maxLength(200)),
  newPassword: password,
});
