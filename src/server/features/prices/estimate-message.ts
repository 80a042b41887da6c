import type { EstimateBody } from "#contract/prices.ts";
import { type EstimateQuestion, estimatePrice, type PriceEstimate } from "#domain/estimate-price.ts";
import { wouldBeInFreeEntry } from "#domain/free-entry.ts";
import type { PriceRecipient } from "#domain/pricing.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Instant } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { loadTarget, type Target } from "../messages/load-target.ts";
import { findTemplateTerms } from "../templates/find-template-terms.ts";
import { findCurrency, hasRunningConversation, listAllowance } from "./prices.queries.ts";

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
export type MessagePrice = { estimate: PriceEstimate; currency: string; category: string | null };

/** What the message would cost if it were sent now, by the rules and the card of this moment. */
export function estimateMessage(ctx: Context, message: MessageToPrice): Promise<MessagePrice> {
  const { workspaceId } = message;
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const now = ctx.now();
    const target = await loadTarget(ctx, db, { ...message, now });
    const currency = await findCurrency(db, workspaceId);
    if (message.kind === "note" || message.kind === "email") {
      return { estimate: estimatePrice({ kind: message.kind }), currency, category: null };
    }
    const category = await findCategory(db, message, target);
    const question = await readQuestion(db, { message, target, category, currency, now });
    return { estimate: estimatePrice(question), currency, category };
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
  facts: { message: MessageToPrice; target: Target; category: string; currency: string; now: Instant },
): Promise<EstimateQuestion> {
  const { message, target, category, currency, now } = facts;
  const { workspaceId } = message;
  const { channel, identity, window } = target;
  return {
    kind: "whatsapp",
    category,
    now,
    timeZone: channel.timeZone,
    currency,
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
    cards: publishedRateCards,
  };
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
