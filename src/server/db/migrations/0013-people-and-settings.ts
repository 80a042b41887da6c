import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * What settings need: how each member wants to be told, invitations by a one-time link (hashed), members who may no
 * longer sign in but whose names stay on what they wrote, and channels that were disconnected and may come back.
 */
const tables = `
create table member_preferences (
  workspace_id uuid not null,
  member_id uuid not null,
  notify_mine boolean not null,
  notify_mentions boolean not null,
  notify_unassigned boolean not null,
  sound boolean not null,
  quiet_from text,
  quiet_to text,
  single_keys boolean not null,
  primary key (workspace_id, member_id)
);

create table invitations (
  workspace_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  hash bytea not null,
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
create unique index invitations_hash on invitations (workspace_id, hash);
create unique index invitations_open on invitations (workspace_id, email)
  where accepted_at is null and revoked_at is null;

alter table auth.members add column deactivated_at timestamptz;
alter table channels add column disconnected_at timestamptz;
alter table workspaces add column version integer not null default 1;
`;

/** Creates the tables and columns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(fenceOf("member_preferences")).execute(db);
  await sql.raw(fenceOf("invitations")).execute(db);
}
