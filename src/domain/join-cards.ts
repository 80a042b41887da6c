import type { Instant } from "./time.ts";

/** What a card says of its person beside addresses and history. */
export type CardFields = {
  readonly name: string | null;
  readonly nameSource: string;
  readonly language: string | null;
  readonly blockedAt: Instant | null;
  readonly marketingStoppedAt: Instant | null;
  readonly marketingToldAt: Instant | null;
};

/** Fields of the card that stays as they were, and as joining left them: only those that it changed. */
export type JoinedFields = { readonly before: Partial<CardFields>; readonly after: Partial<CardFields> };

/**
 * What the card that stays takes over from the other one (N11): what it did not know, a block, and the newer wish about
 * marketing.
 */
export function joinCards(into: CardFields, from: CardFields): JoinedFields {
  const takesWish = toldAt(from) !== null && (toldAt(into) ?? Number.NEGATIVE_INFINITY) < (toldAt(from) ?? 0);
  const after: Partial<CardFields> = {
    ...(into.name === null && from.name !== null && { name: from.name, nameSource: from.nameSource }),
    ...(into.language === null && from.language !== null && { language: from.language }),
    ...(into.blockedAt === null && from.blockedAt !== null && { blockedAt: from.blockedAt }),
    ...(takesWish && { marketingStoppedAt: from.marketingStoppedAt, marketingToldAt: toldAt(from) }),
  };
  return { before: pick(into, Object.keys(after)), after };
}

/**
 * What becomes of the card that stayed when the merge is undone: what the merge changed and nobody changed since goes
 * back.
 */
export function partCards(now: CardFields, { before, after }: JoinedFields): Partial<CardFields> {
  const isAsJoined = fieldsOf(now).filter(([field, value]) => field in after && after[field] === value);
  return pick(
    { ...now, ...before },
    isAsJoined.map(([field]) => field),
  );
}

/** A wish that was told while two cards were one was told by both: who stopped marketing is not written to again. */
export function wishSince(
  now: CardFields,
  mergedAt: Instant,
): Pick<CardFields, "marketingStoppedAt" | "marketingToldAt"> | null {
  const { marketingStoppedAt, marketingToldAt } = now;
  const isStop = marketingStoppedAt !== null && (toldAt(now) ?? 0) >= mergedAt;
  return isStop ? { marketingStoppedAt, marketingToldAt } : null;
}

function toldAt({ marketingToldAt, marketingStoppedAt }: CardFields): Instant | null {
  return marketingToldAt ?? marketingStoppedAt;
}

const fieldNames = [
  "name",
  "nameSource",
  "language",
  "blockedAt",
  "marketingStoppedAt",
  "marketingToldAt",
] as const satisfies readonly (keyof CardFields)[];

function fieldsOf(card: CardFields) {
  return fieldNames.map((field) => [field, card[field]] as const);
}

function pick(card: CardFields, fields: readonly string[]): Partial<CardFields> {
  return Object.fromEntries(fieldsOf(card).filter(([field]) => fields.includes(field)));
}
