import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * What prices are made from: cards that an owner imported (never changed: a new import is a new row), the currency that
 * an account is billed in, volume by month for tiers (§1.7), and the two rules that Meta's pages leave open.
 */
const tables = `
alter table channels add column currency text;
alter table workspaces
  add column utility_window text not null default 'at-delivery',
  add column free_entry_hours integer not null default 72;

create table rate_cards (
  workspace_id uuid not null,
  id uuid not null,
  currency text not null,
  effective_from date not null,
  unit text not null,
  source text not null,
  rates jsonb not null,
  tiers jsonb,
  imported_at timestamptz not null,
  imported_by uuid,
  primary key (workspace_id, id)
);

-- Charged messages of a portfolio in one month of its accounts' time zone.
create table volumes (
  workspace_id uuid not null,
  month text not null,
  portfolio text not null,
  market text not null,
  category text not null,
  charged integer not null default 0,
  primary key (workspace_id, month, portfolio, market, category)
);

-- What Meta told of tiers that were reached; of repeated ones the earliest time.
create table volume_tiers (
  workspace_id uuid not null,
  month text not null,
  portfolio text not null,
  market text not null,
  category text not null,
  tier_from bigint not null,
  reached_at timestamptz not null,
  primary key (workspace_id, month, portfolio, market, category, tier_from)
);

alter table charges add column market_assumed boolean not null default false;
create index charges_unpriced on charges (workspace_id, day) where amount is null;
${fenceOf("rate_cards")}
${fenceOf("volumes")}
${fenceOf("volume_tiers")}
`;

/** Creates tables, columns and the index of what had no known rate. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db);
}
