import type { EstimateBody } from "#contract/prices.ts";
import { type EstimateQuestion, estimatePrice, type PriceEstimate } from "#domain/estimate-price.ts";
import { wouldBeInFreeEntry } from "#domain/free-entry.ts";
import type { PriceRecipient } from "#domain/pricing.ts";
import { publishedRateCards, type RateCard } from "#domain/rate-cards.ts";
import { dayMs, type Instant, localMonth } from "#domain/time.ts";
import type { VolumeFacts } from "#domain/volume.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { loadCards } from "../../record/load-cards.ts";
import { loadVolumes, loadVolumeTiers } from "../../record/money.queries.ts";
import { volumeFactsOf } from "../../record/volumes.ts";
import { loadTarget, type Target } from "../messages/load-target.ts";
import { findTemplateTerms } from "../templates/find-template-terms.ts";
import {
  type BillingTermsColumns,
  findTerms,
  hasRunningConversation,
  listAllowance,
} from "./prices.queries.ts";

/** A message that is about to be composed. */
export type MessageToPrice = {
  workspaceId: string;
  threadId: string;
  channelId: string;
  identityId: string | null;
  kind: EstimateBody["kind"];
  template: { name: string; language: string } | null;
};

/** A price with the currency in which the account is billed. */
export type MessagePrice = {
  estimate: PriceEstimate;
  currency: string;
  category: string | null;
  /** The cards that it was priced by. */
  cards: readonly RateCard[];
};

/** What the message would cost if it were sent now, by the rules and the card of this moment. */
export function estimateMessage(ctx: Context, message: MessageToPrice): Promise<MessagePrice> {
  const { workspaceId } = message;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const now = ctx.now();
    const target = await loadTarget(ctx, db, { ...message, isTemplate: false, now });
    const terms = await findTerms(db, workspaceId, message.channelId);
    const { currency } = terms;
    if (message.kind === "note" || message.kind === "email") {
      return { estimate: estimatePrice({ kind: message.kind }), currency, category: null, cards: [] };
    }
    const category = await findCategory(db, message, target);
    const cards = [...publishedRateCards, ...(await loadCards(db, workspaceId))];
    const question = await readQuestion(db, { message, target, category, terms, cards, now });
    return { estimate: estimatePrice(question), currency, category, cards };
  });
}

async function findCategory(db: Transaction, message: MessageToPrice, { channel }: Target): Promise<string> {
  if (message.kind !== "template") {
    return "service";
  }
  const { workspaceId, template } = message;
  const accountRef = channel.accountRef ?? "";
  const terms =
    template === null ? null : await findTemplateTerms(db, { workspaceId, accountRef, ...template });
  if (terms === null) {
    throw new AppError("TEMPLATE_NOT_SENDABLE", { status: null });
  }
  return terms.billedCategory;
}

async function readQuestion(
  db: Transaction,
  facts: {
    message: MessageToPrice;
    target: Target;
    category: string;
    terms: BillingTermsColumns;
    cards: readonly RateCard[];
    now: Instant;
  },
): Promise<EstimateQuestion> {
  const { message, target, category, terms, cards, now } = facts;
  const { workspaceId } = message;
  const { channel, identity, window } = target;
  return {
    kind: "whatsapp",
    category,
    now,
    timeZone: channel.timeZone,
    currency: terms.currency,
    recipient: recipientOf(target),
    windowOpen: window?.state === "open",
    freeEntryOpen: isFreeEntryOpen(target, now),
    allowanceUsed: await listAllowance(db, workspaceId, channel.id),
    joins:
      identity !== null &&
      (await hasRunningConversation(db, {
        workspaceId,
        channelId: channel.id,
        identityId: identity.id,
        category,
        now,
      })),
    cards,
    volume: await readVolume(db, workspaceId, terms.portfolio, now),
    settings: { utilityWindow: terms.utilityWindow },
  };
}

/** What is known of the month's volume, as the ledger counts it. */
async function readVolume(
  db: Transaction,
  workspaceId: string,
  portfolio: string,
  now: Instant,
): Promise<VolumeFacts> {
  const since = localMonth(now - dayMs, "UTC");
  const [volumes, tiers] = await Promise.all([
    loadVolumes(db, workspaceId, since),
    loadVolumeTiers(db, workspaceId, since),
  ]);
  return volumeFactsOf({ volumes, tiers }, portfolio);
}

/** What decides the market: the number that WhatsApp named, else the phone that we know, else the BSUID's letters. */
function recipientOf({ identity, addresses }: Target): PriceRecipient {
  const named = identity?.lastAnswerWaId ?? identity?.lastInboundWaId ?? null;
  const current = addresses.filter(({ validTo }) => validTo === null);
  const phone = current.find(({ kind }) => kind === "wa_id") ?? current.find(({ kind }) => kind === "phone");
  const bsuid = current.find(({ kind }) => kind === "bsuid");
  if (named === null && phone === undefined && bsuid !== undefined) {
    return { kind: "bsuid", bsuid: bsuid.value };
  }
  return { kind: "phone", digits: (named ?? phone?.value ?? "").replaceAll(/\D/g, "") };
}

function isFreeEntryOpen({ storedWindow }: Target, now: Instant): boolean {
  if (storedWindow === null) {
    return false;
  }
  const { referralAt, freeEntryOpenerId: openerId, freeEntryStartsAt, freeEntryEndsAt } = storedWindow;
  const isRunning = openerId !== null && freeEntryStartsAt !== null && freeEntryEndsAt !== null;
  return wouldBeInFreeEntry({
    entries: isRunning ? [{ openerId, startsAt: freeEntryStartsAt, endsAt: freeEntryEndsAt }] : [],
    referralsAt: referralAt === null ? [] : [referralAt],
    now,
  });
}
