import { type Kysely, sql } from "kysely";
import { fenceOf } from "./fence.ts";

/**
 * What can be found (decision 0010). Each word carries its workspace and its shelf: a shelf holds some 10,000 messages in
 * the order of their arrival, so the newest hits of a frequent word are found without reading the others.
 *
 * Text search is not leakproof: under row-level security it would look at every row. So the table's policy binds the app,
 * not the owner, and the two functions that read by word belong to the owner. They see what the caller's transaction may
 * see, and nothing else.
 */
const search = `
create table search_documents (
  workspace_id uuid not null,
  id uuid not null,
  words tsvector not null,
  primary key (workspace_id, id)
);
create index search_documents_words on search_documents using gin (words) with (fastupdate = off);

create table search_progress (
  workspace_id uuid primary key,
  event_seq bigint not null,
  documents bigint not null default 0,
  people_after uuid,
  messages_after uuid
);
${fenceOf("search_documents")}
${fenceOf("search_progress")}
alter table search_documents no force row level security;

create function search_word(workspace uuid, shelf text, word text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp
  as $body$ select right(workspace::text, 8) || shelf || ':' || word $body$;

create function search_words(workspace uuid, shelf text, words text) returns tsvector
  language sql immutable set search_path = pg_catalog, public, pg_temp as $body$
  select array_to_tsvector(array(
    select public.search_word(workspace, shelf, w) from unnest(string_to_array(words, ' ')) w where w <> ''))
  $body$;

create function search_condition(workspace uuid, shelf text, words text[]) returns tsquery
  language sql immutable set search_path = pg_catalog, public, pg_temp as $body$
  select string_agg(
    '''' || replace(replace(public.search_word(workspace, shelf, w), '\\', '\\\\'), '''', '''''') || ''':*', ' & ')::tsquery
  from unnest(words) w
  $body$;

create function search_people(workspace uuid, words text[], most integer) returns table (id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $body$
begin
  if (workspace = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[])) is not true then
    return;
  end if;
  return query select d.id from search_documents d
    where d.words @@ search_condition(workspace, 'p', search_people.words)
      -- Not "=": the key's index would read the whole workspace for it.
      and d.workspace_id is not distinct from workspace
    limit most;
end
$body$;

create function search_messages(workspace uuid, words text[], newest_shelf bigint, before uuid, most integer)
  returns table (shelf bigint, id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $body$
declare
  missing integer := most;
  added integer;
begin
  if (workspace = any (nullif(current_setting('app.workspace_ids', true), '')::uuid[])) is not true then
    return;
  end if;
  shelf := newest_shelf;
  while shelf >= 0 and missing > 0 loop
    return query select search_messages.shelf, hits.id from (
        select d.id from search_documents d
        where d.words @@ search_condition(workspace, search_messages.shelf::text, search_messages.words)
          and d.workspace_id is not distinct from workspace
        offset 0) hits
      where before is null or search_messages.shelf < newest_shelf or hits.id < before
      order by hits.id desc limit missing;
    get diagnostics added = row_count;
    missing := missing - added;
    shelf := shelf - 1;
  end loop;
end
$body$;
`;

/** Creates what people and messages are found by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(search).execute(db);
}
