import { Skeleton, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Preferences } from "#contract/preferences.ts";
import { preferencesQuery, useSavePreferences } from "../../../api/use-preferences.ts";
import { useSession } from "../../../api/use-session.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { PageHead } from "../PageHead.tsx";
import classes from "../SettingsPage.module.css";
import { DesktopNotices } from "./DesktopNotices.tsx";

const usualQuietHours = { from: "22:00", to: "08:00" };
const kinds = ["mine", "mentions", "unassigned"] as const;

/** How the person wants to be told of news; each change is kept at once, for every screen of theirs. */
export function NotificationsPage() {
  const words = useWords();
  const query = useQuery(preferencesQuery);
  const save = useSavePreferences();
  return (
    <>
      <PageHead title={words("settings.page.notifications")} lead={words("settings.notificationsLead")} />
      {query.isPending && <Skeleton height={320} radius="md" />}
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {save.isError && <ErrorNote error={save.error} />}
      {query.data !== undefined && <Choices preferences={query.data} onChange={save.mutate} />}
      <p className={classes.hidden} role="status">
        {save.isSuccess && words("app.saved")}
      </p>
    </>
  );
}

type Props = { preferences: Preferences; onChange: (preferences: Preferences) => void };

function Choices({ preferences, onChange }: Props) {
  const words = useWords();
  const { notify, sound, singleKeys, enterSends } = preferences;
  return (
    <>
      <Card title={words("settings.tellMe")} lead={words("settings.tellMeLead")}>
        {kinds.map((kind) => (
          <Switch
            key={kind}
            label={words(`settings.notify.${kind}`)}
            description={words(`settings.notifyHint.${kind}`)}
            checked={notify[kind]}
            onChange={(event) =>
              onChange({ ...preferences, notify: { ...notify, [kind]: event.currentTarget.checked } })
            }
          />
        ))}
        <Switch
          label={words("settings.sound")}
          checked={sound}
          onChange={(event) => onChange({ ...preferences, sound: event.currentTarget.checked })}
        />
        <DesktopNotices />
      </Card>
      <QuietHours preferences={preferences} onChange={onChange} />
      <Card title={words("settings.keyboard")}>
        {(["chat", "email"] as const).map((kind) => (
          <Switch
            key={kind}
            label={words(`settings.enterSends.${kind}`)}
            description={words(`settings.enterSendsHint.${kind}`)}
            checked={enterSends[kind]}
            onChange={(event) =>
              onChange({ ...preferences, enterSends: { ...enterSends, [kind]: event.currentTarget.checked } })
            }
          />
        ))}
        <Switch
          label={words("settings.singleKeys")}
          description={words("settings.singleKeysHint")}
          checked={singleKeys}
          onChange={(event) => onChange({ ...preferences, singleKeys: event.currentTarget.checked })}
        />
      </Card>
    </>
  );
}

function QuietHours({ preferences, onChange }: Props) {
  const words = useWords();
  const { workspace } = useSession();
  const { quietHours } = preferences;
  const change = (end: "from" | "to", value: string): void => {
    if (value !== "" && quietHours !== null) {
      onChange({ ...preferences, quietHours: { ...quietHours, [end]: value.slice(0, 5) } });
    }
  };
  return (
    <Card
      title={words("settings.quiet")}
      lead={words("settings.quietLead", { timeZone: workspace.timeZone })}
    >
      <Switch
        label={words("settings.quietOn")}
        checked={quietHours !== null}
        onChange={(event) =>
          onChange({ ...preferences, quietHours: event.currentTarget.checked ? usualQuietHours : null })
        }
      />
      {quietHours !== null && (
        <div className={classes.pair}>
          <TextInput
            type="time"
            label={words("settings.quietFrom")}
            value={quietHours.from}
            onChange={(event) => change("from", event.currentTarget.value)}
          />
          <TextInput
            type="time"
            label={words("settings.quietTo")}
            value={quietHours.to}
            onChange={(event) => change("to", event.currentTarget.value)}
          />
        </div>
      )}
    </Card>
  );
}
