import { type Kysely, sql } from "kysely";

/**
 * Tables of the auth library (better-auth, with our names) in a schema of their own: not fenced by workspace, because
 * a person signs in before a workspace is known. Session tokens lie in clear in auth.sessions: nothing else may read
 * this schema, and no export touches it. An organization is a workspace: its id is the workspace id.
 */
const tables = `
create schema auth;

create table auth.users (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth.sessions (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  token text not null unique,
  active_organization_id uuid,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_user on auth.sessions (user_id);

create table auth.accounts (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index accounts_user on auth.accounts (user_id);

create table auth.verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_identifier on auth.verifications (identifier);

create table auth.organizations (
  id uuid primary key,
  name text not null,
  slug text not null unique,
  logo text,
  metadata text,
  created_at timestamptz not null
);

create table auth.members (
  id uuid primary key,
  organization_id uuid not null references auth.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null,
  created_at timestamptz not null,
  unique (organization_id, user_id)
);
create index members_user on auth.members (user_id);

create table auth.invitations (
  id uuid primary key,
  organization_id uuid not null references auth.organizations (id) on delete cascade,
  inviter_id uuid not null references auth.users (id) on delete cascade,
  email text not null,
  role text,
  status text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index invitations_organization on auth.invitations (organization_id);
create index invitations_email on auth.invitations (email);

-- Tokens of printed setup links, hashed; all of them go when the owner is made.
create table auth.setup_tokens (
  hash bytea primary key,
  expires_at timestamptz not null
);
`;

/** Creates the schema of sign-in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}
