import { type Kysely, sql } from "kysely";

/**
 * Every table of the product as it starts. Each begins with workspace_id, has it first in every key, and is fenced
 * by row-level security that also binds the owner. Times are timestamptz; money is integer millionths.
 */
const tables = `
create table workspaces (
  workspace_id uuid primary key,
  name text not null,
  time_zone text not null default 'Europe/Madrid',
  country text not null default 'ES',
  currency text not null default 'USD',
  created_at timestamptz not null
);

-- One row a workspace: whoever writes events locks it first, so sequences have no gaps and become visible in order.
create table workspace_counters (
  workspace_id uuid primary key,
  event_seq bigint not null default 0,
  message_seq bigint not null default 0
);

create table channels (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  provider_id text not null,
  account_ref text,
  portfolio text not null default '',
  config jsonb not null,
  secrets bytea,
  time_zone text not null,
  state text not null default 'connected',
  state_detail text,
  last_inbound_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, kind, provider_id)
);

create table customers (
  workspace_id uuid not null,
  id uuid not null,
  name text,
  name_source text not null default 'agent',
  language text,
  notes text not null default '',
  blocked_at timestamptz,
  marketing_stopped_at timestamptz,
  merged_into uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

-- One person as one provider shows them: groups wa_ids, BSUIDs and phone variants; a mail address is one of its own.
create table identities (
  workspace_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null,
  last_inbound_at timestamptz,
  last_inbound_wa_id text,
  last_inbound_bsuid text,
  last_answer_wa_id text,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create index identities_customer on identities (workspace_id, customer_id);

create table addresses (
  workspace_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  identity_id uuid not null,
  kind text not null,
  value text not null,
  match_key text not null,
  scope text not null default '',
  source text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (workspace_id, id)
);
create unique index addresses_current on addresses (workspace_id, kind, value, scope) where valid_to is null;
create index addresses_match on addresses (workspace_id, match_key);
create index addresses_identity on addresses (workspace_id, identity_id);
create index addresses_customer on addresses (workspace_id, customer_id);

create table threads (
  workspace_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  status text not null default 'open',
  assignee_id uuid,
  last_activity_at timestamptz not null,
  last_message_id uuid,
  last_message jsonb,
  unread integer not null default 0,
  waiting_since timestamptz,
  waiting_channel_id uuid,
  waiting_identity_id uuid,
  last_person_at timestamptz,
  last_automatic_at timestamptz,
  reply_channel_id uuid,
  reply_identity_id uuid,
  version integer not null default 1,
  merged_into uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, customer_id)
);
create index threads_activity on threads (workspace_id, last_activity_at desc, id desc);
create index threads_waiting on threads (workspace_id, waiting_since, id) where waiting_since is not null;

create table messages (
  workspace_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  seq bigint not null,
  direction text not null,
  kind text not null,
  channel_id uuid,
  identity_id uuid,
  provider_id text,
  client_id uuid,
  client_fingerprint text,
  author_id uuid,
  automatic boolean not null default false,
  cause_id uuid,
  answers_id uuid,
  answers_provider_id text,
  text text,
  subject text,
  template jsonb,
  payload jsonb,
  opens_window boolean not null default false,
  status text not null,
  failure jsonb,
  remark jsonb,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  attempt_at timestamptz,
  accepted_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  played_at timestamptz,
  failed_at timestamptz,
  category text,
  window_open_at_attempt boolean,
  reported_pricing jsonb,
  counted_at timestamptz,
  conversation_id uuid,
  journal_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, thread_id) references threads (workspace_id, id)
);
create index messages_thread on messages (workspace_id, thread_id, sent_at desc, seq desc);
create unique index messages_provider on messages (workspace_id, channel_id, provider_id) where provider_id is not null;
create unique index messages_client on messages (workspace_id, client_id) where client_id is not null;
create index messages_counted on messages (workspace_id, channel_id, identity_id, counted_at) where counted_at is not null;

create table attempts (
  workspace_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  number integer not null,
  channel_id uuid not null,
  identity_id uuid,
  lease_id uuid,
  provider_id text,
  state jsonb not null,
  attempt_at timestamptz not null,
  settled boolean not null default false,
  primary key (workspace_id, id)
);
create index attempts_message on attempts (workspace_id, message_id);
create unique index attempts_provider on attempts (workspace_id, channel_id, provider_id) where provider_id is not null;
create index attempts_open on attempts (workspace_id, attempt_at) where not settled;

create table parked_statuses (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  provider_id text not null,
  attempt_id uuid,
  fact jsonb not null,
  received_at timestamptz not null,
  primary key (workspace_id, id)
);
create index parked_statuses_provider on parked_statuses (workspace_id, channel_id, provider_id);
create index parked_statuses_attempt on parked_statuses (workspace_id, attempt_id) where attempt_id is not null;

create table attachments (
  workspace_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  position integer not null,
  name text,
  type text not null,
  size bigint,
  sha256 text,
  media_id text,
  part integer,
  journal_id uuid,
  journal_received_at timestamptz,
  blob_key text,
  state text not null default 'pending',
  tries integer not null default 0,
  primary key (workspace_id, id)
);
create index attachments_message on attachments (workspace_id, message_id);
create index attachments_pending on attachments (workspace_id, id) where state = 'pending';

create table reactions (
  workspace_id uuid not null,
  message_id uuid not null,
  identity_id uuid not null,
  emoji text not null,
  sent_at timestamptz not null,
  primary key (workspace_id, message_id, identity_id)
);

create table windows (
  workspace_id uuid not null,
  channel_id uuid not null,
  identity_id uuid not null,
  thread_id uuid not null,
  last_customer_message_at timestamptz,
  last_message_id uuid,
  refused_attempt_at timestamptz,
  delivered_attempt_at timestamptz,
  referral_at timestamptz,
  free_entry_opener_id uuid,
  free_entry_starts_at timestamptz,
  free_entry_ends_at timestamptz,
  primary key (workspace_id, channel_id, identity_id)
);
create index windows_thread on windows (workspace_id, thread_id);
create index windows_closing on windows (workspace_id, last_customer_message_at);

create table conversations (
  workspace_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  channel_id uuid not null,
  identity_id uuid not null,
  category text not null,
  started_by text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  provisional boolean not null,
  primary key (workspace_id, id)
);
create index conversations_thread on conversations (workspace_id, thread_id, starts_at);
create index conversations_pair on conversations (workspace_id, channel_id, identity_id, ends_at);

create table charges (
  workspace_id uuid not null,
  message_id uuid not null,
  entry integer not null,
  state text not null,
  amount bigint,
  currency text not null,
  category text not null,
  pricing_type text not null,
  market text,
  card text,
  source text not null,
  reason text,
  day date not null,
  recorded_at timestamptz not null,
  primary key (workspace_id, message_id, entry)
);

-- Free texts of one number in one month of its account's time zone: they decide which ones are still free (M12).
create table allowances (
  workspace_id uuid not null,
  channel_id uuid not null,
  month text not null,
  confirmed integer not null default 0,
  estimated integer not null default 0,
  primary key (workspace_id, channel_id, month)
);

create table templates (
  workspace_id uuid not null,
  id uuid not null,
  account_ref text not null,
  provider_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  parameter_format text not null,
  components jsonb not null,
  synced_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, account_ref, name, language)
);

create table delivery_queue (
  workspace_id uuid not null,
  message_id uuid not null,
  channel_id uuid not null,
  lane text not null,
  seq bigint not null,
  available_at timestamptz not null,
  lease_id uuid,
  leased_until timestamptz,
  tries integer not null default 0,
  primary key (workspace_id, message_id)
);
create index delivery_queue_lane on delivery_queue (workspace_id, channel_id, lane, seq);
create index delivery_queue_due on delivery_queue (workspace_id, available_at);

-- Theoretical arrival times of the limits (GCRA): scope 'number', or a lane for the pair limit.
create table send_limits (
  workspace_id uuid not null,
  channel_id uuid not null,
  scope text not null,
  theoretical_arrival_at timestamptz not null,
  primary key (workspace_id, channel_id, scope)
);

create table mailbox_cursors (
  workspace_id uuid not null,
  channel_id uuid not null,
  uid_validity text not null,
  uid bigint not null,
  primary key (workspace_id, channel_id)
);

create table webhook_journal (
  workspace_id uuid not null,
  id uuid not null,
  received_at timestamptz not null,
  source text not null,
  channel_id uuid,
  body bytea not null,
  primary key (workspace_id, received_at, id)
) partition by range (received_at);
create table webhook_journal_default partition of webhook_journal default;

create table quarantine (
  workspace_id uuid not null,
  id uuid not null,
  source text not null,
  channel_id uuid,
  reason text not null,
  detail text not null,
  body bytea not null,
  received_at timestamptz not null,
  quarantined_at timestamptz not null,
  replayed_at timestamptz,
  primary key (workspace_id, id)
);

create table events (
  workspace_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  kind text not null,
  thread_id uuid,
  payload jsonb not null,
  primary key (workspace_id, seq, at)
) partition by range (at);
create table events_default partition of events default;

create table auto_reply_rules (
  workspace_id uuid primary key,
  enabled boolean not null,
  text text not null,
  every_hours numeric not null,
  quiet_minutes numeric not null,
  version integer not null default 1
);

create table api_keys (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  scopes text[] not null,
  created_by uuid,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
create index api_keys_prefix on api_keys (workspace_id, prefix);

create table audit_log (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  subject text,
  details jsonb not null,
  primary key (workspace_id, id)
);
`;

const fence = `
do $fence$
declare name text;
begin
  for name in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'kysely_%'
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($policy$create policy own_workspaces on %I
      using (workspace_id = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[]))
      with check (workspace_id = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[]))$policy$, name);
  end loop;
end
$fence$;
`;

/** Creates the tables and fences them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
  await sql.raw(fence).execute(db);
}
