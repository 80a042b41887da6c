import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ChannelView } from "#contract/channels.ts";
import { callRoute } from "../../../api/call-route.ts";
import { useSession } from "../../../api/use-session.ts";
import { useWords } from "../../../ui/use-words.ts";
import { CopyField } from "../CopyField.tsx";
import classes from "../SettingsPage.module.css";

/** Fields to subscribe to (§4.8): messages; what becomes of templates, numbers and the account; wishes of customers. */
const webhookFields = [
  "messages",
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
  "phone_number_quality_update",
  "phone_number_name_update",
  "account_update",
  "account_alerts",
  "account_review_update",
  "business_capability_update",
  "security",
  "user_preferences",
  "smb_message_echoes",
  "history",
  "calls",
];
const lookEveryMs = 3_000;

type Props = { channel: ChannelView; verifyToken: string | null };

/** What to enter at Meta so that messages come in, and the word that the first one did. */
export function WebhookSteps({ channel, verifyToken }: Props) {
  const words = useWords();
  const { publicUrl } = useSession();
  const { data } = useQuery({
    queryKey: ["channels", "first-message", channel.id],
    queryFn: ({ signal }) => callRoute("listChannels", {}, signal),
    refetchInterval: lookEveryMs,
    gcTime: 0,
  });
  const current = data?.items.find(({ id }) => id === channel.id) ?? channel;
  const callback = `${publicUrl ?? window.location.origin}${channel.webhookPath ?? ""}`;
  return (
    <section className={classes.card} aria-label={words("settings.webhook")}>
      <ol className={classes.steps}>
        <li className={classes.step}>
          <div className={classes.stepBody}>
            <p className={classes.stepText}>{words("settings.webhookStep.open")}</p>
            <CopyField label={words("settings.callbackUrl")} value={callback} />
            {publicUrl?.startsWith("https:") !== true && (
              <p className={classes.lead}>{words("settings.httpsNeeded")}</p>
            )}
            {verifyToken === null ? (
              <p className={classes.lead}>{words("settings.verifyTokenHidden")}</p>
            ) : (
              <CopyField label={words("settings.verifyToken")} value={verifyToken} />
            )}
          </div>
        </li>
        <li className={classes.step}>
          <div className={classes.stepBody}>
            <p className={classes.stepText}>{words("settings.webhookStep.fields")}</p>
            <ul className={classes.fields}>
              {webhookFields.map((field) => (
                <li key={field}>
                  <code>{field}</code>
                </li>
              ))}
            </ul>
          </div>
        </li>
        <li className={classes.step}>
          <div className={classes.stepBody}>
            <p className={classes.stepText}>
              {words("settings.webhookStep.write", { number: current.address })}
            </p>
            <div role="status" className={classes.status}>
              {current.lastInboundAt === null ? (
                <p className={classes.lead}>{words("settings.waitingFirst")}</p>
              ) : (
                <p className={classes.good}>
                  <IconCircleCheck size={18} aria-hidden="true" />
                  {words("settings.firstCame")}
                </p>
              )}
            </div>
          </div>
        </li>
      </ol>
      <div className={classes.actions}>
        <Button variant="default" component={Link} to="/settings/channels">
          {words("settings.toChannels")}
        </Button>
        <Button component={Link} to="/inbox">
          {words("settings.toInbox")}
        </Button>
      </div>
    </section>
  );
}
