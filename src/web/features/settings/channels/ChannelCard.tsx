import { Button } from "@mantine/core";
import { IconCircleCheck, IconHeartbeat } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { ChannelView } from "#contract/channels.ts";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { isSilentAt } from "../../../api/use-channels.ts";
import { ChannelIcon } from "../../../ui/ChannelIcon.tsx";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { formatPhone } from "../../../ui/format-phone.ts";
import { formatWhen } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import classes from "../SettingsPage.module.css";
import { Alarms } from "./Alarms.tsx";
import { ChannelBadge } from "./ChannelBadge.tsx";
import { ChannelDialog } from "./ChannelDialog.tsx";
import { Problems } from "./Problems.tsx";
import { WebhookDialog } from "./WebhookDialog.tsx";

const HealthDialog = lazy(async () => {
  const { HealthDialog: component } = await import("./HealthDialog.tsx");
  return { default: component };
});

type Props = { channel: ChannelView; isOwner: boolean };

/** One number or mailbox: its state in words, the next step, and what an owner does with it. */
export function ChannelCard({ channel, isOwner }: Props) {
  const time = useTime();
  const { words } = time;
  const { id, kind, name, address, state, stateDetail, lastInboundAt, disconnectedAt, alarm, billing } =
    channel;
  const [isHealthOpen, setHealthOpen] = useState(false);
  const heard =
    lastInboundAt === null
      ? words("settings.nothingCame")
      : words("settings.lastInbound", { at: formatWhen(Date.parse(lastInboundAt), time) });
  return (
    <section className={classes.card} aria-label={name}>
      <div className={classes.row}>
        <ChannelIcon kind={kind} size={24} />
        <span className={classes.rowText}>
          <span className={classes.rowTitle}>{name}</span>
          <span className={classes.rowDetail}>{formatPhone(address)}</span>
          {billing !== null && (
            <span className={classes.rowDetail}>{words("settings.billedIn", billing)}</span>
          )}
          {disconnectedAt === null && <span className={classes.rowDetail}>{heard}</span>}
        </span>
        <ChannelBadge channel={channel} />
      </div>
      {state !== "connected" && (
        <p className={classes.lead}>
          {words(disconnectedAt === null ? `settings.next.${state}` : "settings.next.disconnectedByOwner")}
          {stateDetail !== null && <small className={classes.rowDetail}> · {stateDetail}</small>}
        </p>
      )}
      {state === "connected" && isSilentAt(channel, time.now) && (
        <p className={classes.lead}>{words("settings.next.silent")}</p>
      )}
      {alarm !== null && disconnectedAt === null && <Alarms alarms={[alarm]} />}
      {channel.hasWindow && disconnectedAt === null && (
        <div className={classes.rowActions}>
          <Button
            variant="default"
            leftSection={<IconHeartbeat size={17} aria-hidden="true" />}
            aria-label={words("health.openOf", { name })}
            onClick={() => setHealthOpen(true)}
          >
            {words("health.open")}
          </Button>
        </div>
      )}
      {isHealthOpen && (
        <Suspense>
          <HealthDialog channel={channel} onClose={() => setHealthOpen(false)} />
        </Suspense>
      )}
      {channel.rotatesAppSecret && <p className={classes.lead}>{words("settings.rotating")}</p>}
      {isOwner && disconnectedAt === null && <Actions key={id} channel={channel} />}
    </section>
  );
}

function Actions({ channel }: { channel: ChannelView }) {
  const { words } = useTime();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<"edit" | "webhook" | "disconnect" | null>(null);
  const { id, name, webhookPath } = channel;
  const check = useMutation({ mutationFn: () => callRoute("checkChannel", { params: { id } }) });
  const disconnect = useMutation({
    mutationFn: () => callRoute("disconnectChannel", { params: { id } }),
    onSuccess: async () => {
      setOpen(null);
      await queryClient.invalidateQueries({ queryKey: queryKeys.channels });
    },
  });
  const close = (): void => setOpen(null);
  const problems = check.data?.problems ?? [];
  return (
    <>
      <div className={classes.rowActions}>
        <Button
          variant="default"
          loading={check.isPending}
          aria-label={words("settings.checkOf", { name })}
          onClick={() => check.mutate()}
        >
          {words("settings.check")}
        </Button>
        <Button
          variant="default"
          aria-label={words("settings.changeOf", { name })}
          onClick={() => setOpen("edit")}
        >
          {words("settings.change")}
        </Button>
        {webhookPath !== null && (
          <Button
            variant="default"
            aria-label={words("settings.webhookOf", { name })}
            onClick={() => setOpen("webhook")}
          >
            {words("settings.webhook")}
          </Button>
        )}
        <Button
          variant="default"
          aria-label={words("settings.disconnectOf", { name })}
          onClick={() => setOpen("disconnect")}
        >
          {words("settings.disconnect")}
        </Button>
      </div>
      <div role="status" className={classes.status}>
        {check.isSuccess && problems.length === 0 && (
          <p className={classes.good}>
            <IconCircleCheck size={18} aria-hidden="true" />
            {words("settings.checkGoodNow")}
          </p>
        )}
      </div>
      {problems.length > 0 && <Problems problems={problems} />}
      {check.isError && <ErrorNote error={check.error} />}
      {open === "edit" && <ChannelDialog channel={channel} onClose={close} />}
      {open === "webhook" && <WebhookDialog channel={channel} onClose={close} />}
      {open === "disconnect" && (
        <ConfirmDialog
          title={words("settings.disconnectOf", { name })}
          action={words("settings.disconnect")}
          isPending={disconnect.isPending}
          error={disconnect.error}
          onConfirm={() => disconnect.mutate()}
          onClose={close}
        >
          {words("settings.disconnectLead")}
        </ConfirmDialog>
      )}
    </>
  );
}
