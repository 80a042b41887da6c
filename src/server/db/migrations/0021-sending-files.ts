import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * Files that people give us to send, and the provider's ids of those that it has already. Uploads live a day by the
 * database's own clock; the bytes of one that a message named stay, under the key that its attachment has too.
 */
const tables = `
create table uploads (
  workspace_id uuid not null,
  id uuid not null,
  blob_key text not null,
  name text,
  type text,
  size bigint,
  sha256 text,
  is_animated boolean not null default false,
  is_stereo boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  stored_at timestamptz,
  used_at timestamptz,
  expired_at timestamptz,
  primary key (workspace_id, id)
);
create index uploads_age on uploads (workspace_id, created_at);

create table provider_media (
  workspace_id uuid not null,
  channel_id uuid not null,
  blob_key text not null,
  media_id text not null,
  uploaded_at timestamptz not null,
  primary key (workspace_id, channel_id, blob_key)
);

${fenceOf("uploads")}
${fenceOf("provider_media")}

create index messages_our_reactions on messages (workspace_id, answers_id, seq desc)
  where kind = 'reaction' and direction = 'out';
`;

/** Creates what sending files and reactions needs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}
