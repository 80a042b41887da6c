/** Workspaces, channels, people and their threads. */
export const threadTables = `
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
`;
