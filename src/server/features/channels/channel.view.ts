import type { ChannelAccount } from "#channels/channel.ts";
import type { ChannelAlarmView, ChannelView } from "#contract/channels.ts";
import { alarmsOf, type ChannelAlarm, holdOf } from "#domain/channel-alarms.ts";
import type { ChannelHealth } from "#domain/channel-health.ts";
import { silentAfter } from "#domain/silence.ts";
import type { Instant } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { workspaceKeyOf } from "../../workspace-key.ts";
import { rotatesAppSecret } from "./change-secrets.ts";
import type { ChannelColumns } from "./channels.queries.ts";

/** A channel as the API shows it. */
export function viewChannel(
  ctx: Context,
  {
    workspaceId,
    row,
    accounts,
  }: { workspaceId: string; row: ChannelColumns; accounts: readonly ChannelAccount[] },
): ChannelView {
  const {
    id,
    kind,
    name,
    providerId,
    accountRef,
    state,
    stateDetail,
    lastInboundAt,
    disconnectedAt,
    senderName,
    timeZone,
    currency,
  } = row;
  const silentAt = disconnectedAt === null ? silentAfter(row) : null;
  const adapter = ctx.adapters.get(kind);
  return {
    id,
    kind,
    name,
    address: row.address ?? providerId,
    providerId,
    accountRef,
    hasWindow: adapter?.hasWindow ?? false,
    sends: [...(adapter?.sends ?? [])],
    state,
    stateDetail,
    lastInboundAt: lastInboundAt === null ? null : new Date(lastInboundAt).toISOString(),
    silentAfter: silentAt === null ? null : new Date(silentAt).toISOString(),
    hold: row.health === null ? null : holdOf(row.health, ctx.now()),
    alarm: worstAlarm(row.health, ctx.now()),
    webhookPath:
      adapter === undefined || adapter.webhook === null
        ? null
        : `/webhooks/${kind}/${workspaceKeyOf(workspaceId)}`,
    rotatesAppSecret: rotatesAppSecret(accounts.find((account) => account.id === id)?.secrets),
    disconnectedAt: disconnectedAt === null ? null : new Date(disconnectedAt).toISOString(),
    senderName,
    billing: currency === null ? null : { currency, timeZone },
  };
}

function worstAlarm(health: ChannelHealth | null, now: Instant): ChannelView["alarm"] {
  const [worst] = health === null ? [] : alarmsOf(health, { now, reached: 0 });
  return worst?.level === "danger" ? viewAlarm(worst) : null;
}

/** An alarm as the API shows it. */
export function viewAlarm({ code, level, detail, until, reason }: ChannelAlarm): ChannelAlarmView {
  const shown = { code, level, detail, until: until === null ? null : new Date(until).toISOString() };
  return reason === undefined ? shown : { ...shown, reason };
}
