import { publishedRateCards } from "#domain/rate-cards.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import type { Fact } from "#server/record/facts.ts";
import { finished, nameSent, type Recipient, type Sent, started, submitted, told } from "./record-world.ts";
import type { Hotel } from "./start-api.ts";

/** A message of ours that reached somebody: what it is and when each thing happened. */
export type ChargedMessage = {
  channelId: string;
  waId: string;
  /** When it was tried; it reached the customer `tookMs` later. */
  at: string;
  tookMs?: number;
  /** Null: free text. */
  category?: string | null;
  template?: string;
  authorId?: string | null;
};

/** Applies facts as ingest and delivery do. */
export async function apply({ db, workspaceId }: Hotel, now: number, ...facts: Fact[]): Promise<void> {
  await withWorkspaces(db, [workspaceId], (db) =>
    applyFacts(db, facts, { now, newId, cards: publishedRateCards }),
  );
}

/** Sends a message to a phone that may be new, and has it delivered: through the record, without a provider. */
export async function sendAndDeliver(hotel: Hotel, message: ChargedMessage): Promise<Sent> {
  const { at, tookMs = 0 } = message;
  const sent = await sendOnly(hotel, message);
  const reachedAt = Date.parse(at) + tookMs;
  const place = { workspaceId: hotel.workspaceId, channelId: message.channelId };
  await apply(hotel, reachedAt, told(place, sent, { status: "delivered", at: reachedAt }));
  return sent;
}

/** The same, as far as the provider took it. */
export async function sendOnly(hotel: Hotel, message: ChargedMessage): Promise<Sent> {
  const { channelId, waId, category = "utility", template = "aviso", authorId = null } = message;
  const at = Date.parse(message.at);
  const place = { workspaceId: hotel.workspaceId, channelId };
  const sent = nameSent(await findRecipient(hotel, waId));
  const fact = submitted(place, sent, { at, category });
  const named = fact.template === null ? null : { ...fact.template, name: template };
  await apply(hotel, at, { ...fact, authorId, template: named });
  await apply(hotel, at, started(place, sent, at));
  await apply(hotel, at, finished(place, sent, { at, recipient: { waId } }));
  return sent;
}

/** The thread and account of a phone; an agent adds the customer when nobody has it. */
async function findRecipient(hotel: Hotel, waId: string): Promise<Recipient> {
  const find = () =>
    withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.query<Recipient>({
        text: `select t.id as "threadId", a.identity_id as "identityId" from addresses a
          join threads t on t.workspace_id = a.workspace_id and t.customer_id = a.customer_id
          where a.workspace_id = $1 and a.match_key = $2 limit 1`,
        values: [hotel.workspaceId, waId],
      }),
    );
  const [known] = await find();
  if (known !== undefined) {
    return known;
  }
  await hotel.owner("POST", "/customers", { name: `Cliente ${waId}`, phone: `+${waId}` });
  const [added] = await find();
  if (added === undefined) {
    throw new Error(`nobody has ${waId}`);
  }
  return added;
}

/** One line of the ledger. */
export type ChargeLine = {
  state: string;
  amount: number | null;
  currency: string;
  card: string | null;
  reason: string | null;
};

/** All lines of a message, oldest first. */
export function chargesOf(
  { db, workspaceId }: Hotel,
  { messageId }: { messageId: string },
): Promise<ChargeLine[]> {
  return withWorkspaces(db, [workspaceId], (db) =>
    db.query<ChargeLine>({
      text: `select state, amount, currency, card, reason, category, pricing_type as type, market from charges
        where workspace_id = $1 and message_id = $2 order by entry`,
      values: [workspaceId, messageId],
    }),
  );
}

/** The charge of a message: its last line. */
export async function charge(hotel: Hotel, message: { messageId: string }): Promise<ChargeLine> {
  const line = (await chargesOf(hotel, message)).at(-1);
  if (line === undefined) {
    throw new Error(`no charge of ${message.messageId}`);
  }
  return line;
}
