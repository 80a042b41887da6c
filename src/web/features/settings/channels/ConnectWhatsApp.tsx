import { PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSession } from "../../../api/use-session.ts";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { OwnerNote } from "../OwnerNote.tsx";
import { PageHead } from "../PageHead.tsx";
import classes from "../SettingsPage.module.css";
import { ConnectEnd } from "./ConnectEnd.tsx";
import { makeVerifyToken } from "./make-verify-token.ts";
import { useConnection } from "./use-connection.ts";
import { useTextFields } from "./use-text-fields.ts";
import { WebhookSteps } from "./WebhookSteps.tsx";

const noValues = { name: "", phoneNumberId: "", wabaId: "", accessToken: "", appSecret: "" };

/** Connects a WhatsApp number: what to fetch from Meta, the check, then what to enter there. */
export function ConnectWhatsApp() {
  const words = useWords();
  const { user } = useSession();
  const [verifyToken, setVerifyToken] = useState(makeVerifyToken);
  const connection = useConnection(words);
  const { values, field } = useTextFields(noValues, connection);
  if (user.role !== "owner") {
    return (
      <>
        <PageHead title={words("settings.page.connect-whatsapp")} />
        <OwnerNote />
      </>
    );
  }
  if (connection.connected !== null) {
    return (
      <>
        <PageHead title={words("settings.almostDone")} lead={words("settings.almostDoneLead")} />
        <WebhookSteps channel={connection.connected} verifyToken={verifyToken} />
      </>
    );
  }
  const body = () => ({
    kind: "whatsapp" as const,
    name: values.name.trim(),
    phoneNumberId: values.phoneNumberId.trim(),
    wabaId: values.wabaId.trim(),
    accessToken: values.accessToken.trim(),
    appSecret: values.appSecret.trim(),
    verifyToken: verifyToken.trim(),
  });
  const digits = {
    inputMode: "numeric",
    pattern: "\\s*\\d{1,32}\\s*",
    title: words("settings.digitsOnly"),
  } as const;
  const secret = { visibilityToggleButtonProps: { "aria-label": words("settings.showSecret") } };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    connection.connect(body());
  };
  return (
    <>
      <PageHead
        title={words("settings.page.connect-whatsapp")}
        lead={words("settings.connectWhatsAppLead")}
      />
      <Card title={words("settings.before")}>
        <ol className={classes.steps}>
          {(["account", "app", "token"] as const).map((step) => (
            <li key={step} className={classes.step}>
              <p className={classes.stepText}>{words(`settings.beforeStep.${step}`)}</p>
            </li>
          ))}
        </ol>
        <p className={classes.lead}>
          <a href="https://developers.facebook.com/apps/" target="_blank" rel="noreferrer">
            {words("settings.openMeta")}
          </a>
        </p>
      </Card>
      <Card title={words("settings.numberData")} lead={words("settings.secretsKept")}>
        <form className={classes.form} onSubmit={handleSubmit}>
          <TextInput
            label={words("settings.channelName")}
            description={words("settings.channelNameHint")}
            maxLength={100}
            {...field("name")}
          />
          <div className={classes.pair}>
            <TextInput
              label={words("settings.phoneNumberId")}
              description={words("settings.phoneNumberIdHint")}
              {...digits}
              {...field("phoneNumberId")}
            />
            <TextInput
              label={words("settings.wabaId")}
              description={words("settings.wabaIdHint")}
              {...digits}
              {...field("wabaId")}
            />
          </div>
          <PasswordInput
            label={words("settings.accessToken")}
            description={words("settings.accessTokenHint")}
            {...secret}
            {...field("accessToken")}
          />
          <PasswordInput
            label={words("settings.appSecret")}
            description={words("settings.appSecretHint")}
            {...secret}
            {...field("appSecret")}
          />
          <TextInput
            label={words("settings.verifyToken")}
            description={words("settings.verifyTokenHint")}
            required
            withAsterisk={false}
            autoComplete="off"
            value={verifyToken}
            onChange={(event) => setVerifyToken(event.currentTarget.value)}
          />
          <ConnectEnd
            connection={connection}
            canCheck={Object.values(body()).every((value) => value !== "")}
            onCheck={() => connection.check(body())}
          />
        </form>
      </Card>
    </>
  );
}
