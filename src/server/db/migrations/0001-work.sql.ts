/** What happens to messages: attempts, windows, conversations, charges, queues, journal, events, settings, keys. */
export const workTables = `
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
