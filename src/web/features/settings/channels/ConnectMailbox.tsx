import { NativeSelect, NumberInput, PasswordInput, Switch, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useSession } from "../../../api/use-session.ts";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { OwnerNote } from "../OwnerNote.tsx";
import { PageHead } from "../PageHead.tsx";
import classes from "../SettingsPage.module.css";
import { ConnectEnd } from "./ConnectEnd.tsx";
import { isMailProvider, type MailProvider, mailPresets } from "./mail-presets.ts";
import { useConnection } from "./use-connection.ts";
import { useTextFields } from "./use-text-fields.ts";

const inputFirst = ["label", "input", "description", "error"] as const;
const noValues = { name: "", address: "", senderName: "", password: "", smtpPassword: "" };

/** Connects a mailbox: address, password and the two servers, which are known for the usual providers. */
export function ConnectMailbox() {
  const words = useWords();
  const navigate = useNavigate();
  const { user, workspace } = useSession();
  const [provider, setProvider] = useState<MailProvider>("other");
  const [servers, setServers] = useState(mailPresets.other);
  const [hasOtherPassword, setHasOtherPassword] = useState(false);
  const connection = useConnection(words);
  const text = useTextFields({ ...noValues, senderName: workspace.name }, connection);
  const { values } = text;
  const isConnected = connection.connected !== null;
  useEffect(() => {
    if (isConnected) {
      void navigate({ to: "/settings/$page", params: { page: "channels" } });
    }
  }, [isConnected, navigate]);
  if (user.role !== "owner") {
    return (
      <>
        <PageHead title={words("settings.page.connect-mailbox")} />
        <OwnerNote />
      </>
    );
  }
  const body = () => {
    const address = values.address.trim();
    const { imapHost, imapPort, smtpHost, smtpPort } = servers;
    const login = { user: address, password: values.password };
    return {
      kind: "email" as const,
      name: values.name.trim(),
      address,
      senderName: values.senderName.trim(),
      imap: { host: imapHost.trim(), port: imapPort, secure: imapPort !== 143, ...login },
      smtp: {
        host: smtpHost.trim(),
        port: smtpPort,
        secure: smtpPort === 465,
        user: address,
        password: hasOtherPassword ? values.smtpPassword : values.password,
      },
    };
  };
  const field = (name: keyof typeof noValues) => ({
    inputWrapperOrder: [...inputFirst],
    ...text.field(name),
  });
  const host = (name: "imapHost" | "smtpHost") => ({
    required: true,
    withAsterisk: false,
    autoComplete: "off",
    value: servers[name],
    error: connection.errorOf(name),
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      connection.reset();
      setServers((before) => ({ ...before, [name]: value }));
    },
  });
  const port = (name: "imapPort" | "smtpPort") => ({
    min: 1,
    max: 65_535,
    value: servers[name],
    onChange: (value: string | number) => {
      connection.reset();
      setServers((before) => ({ ...before, [name]: Number(value) }));
    },
  });
  const secret = { visibilityToggleButtonProps: { "aria-label": words("signIn.showPassword") } };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    connection.connect(body());
  };
  const { name, address, imap, smtp } = body();
  return (
    <>
      <PageHead title={words("settings.page.connect-mailbox")} lead={words("settings.connectMailboxLead")} />
      <form className={classes.cards} onSubmit={handleSubmit}>
        <Card title={words("settings.mailbox")} lead={words("settings.secretsKept")}>
          <div className={classes.pair}>
            <TextInput label={words("settings.mailAddress")} type="email" {...field("address")} />
            <PasswordInput
              label={words("settings.mailPassword")}
              description={words("settings.mailPasswordHint")}
              {...secret}
              {...field("password")}
            />
          </div>
          <div className={classes.pair}>
            <TextInput
              label={words("settings.channelName")}
              description={words("settings.mailboxNameHint")}
              maxLength={100}
              {...field("name")}
            />
            <TextInput
              label={words("settings.senderName")}
              description={words("settings.senderNameHint")}
              maxLength={200}
              {...field("senderName")}
            />
          </div>
        </Card>
        <Card title={words("settings.servers")} lead={words("settings.serversLead")}>
          <NativeSelect
            label={words("settings.mailProvider")}
            value={provider}
            onChange={(event) => {
              const { value } = event.currentTarget;
              const chosen = isMailProvider(value) ? value : "other";
              connection.reset();
              setProvider(chosen);
              setServers(mailPresets[chosen]);
            }}
            data={[
              { value: "other", label: words("settings.otherProvider") },
              { value: "google", label: "Gmail · Google Workspace" },
              { value: "microsoft", label: "Outlook · Microsoft 365" },
              { value: "ionos", label: "IONOS" },
              { value: "ovh", label: "OVH" },
              { value: "zoho", label: "Zoho Mail" },
            ]}
          />
          {(provider === "google" || provider === "microsoft") && (
            <p className={classes.lead}>{words(`settings.providerNote.${provider}`)}</p>
          )}
          <div className={classes.pair}>
            <TextInput
              label={words("settings.imapHost")}
              placeholder="imap.example.com"
              {...host("imapHost")}
            />
            <NumberInput label={words("settings.imapPort")} hideControls {...port("imapPort")} />
          </div>
          <div className={classes.pair}>
            <TextInput
              label={words("settings.smtpHost")}
              placeholder="smtp.example.com"
              {...host("smtpHost")}
            />
            <NumberInput label={words("settings.smtpPort")} hideControls {...port("smtpPort")} />
          </div>
          <Switch
            label={words("settings.otherSmtpPassword")}
            checked={hasOtherPassword}
            onChange={(event) => setHasOtherPassword(event.currentTarget.checked)}
          />
          {hasOtherPassword && (
            <PasswordInput label={words("settings.smtpPassword")} {...secret} {...field("smtpPassword")} />
          )}
          <ConnectEnd
            connection={connection}
            canCheck={[name, address, imap.host, smtp.host, imap.password, smtp.password].every(
              (value) => value !== "",
            )}
            onCheck={() => connection.check(body())}
          />
        </Card>
      </form>
    </>
  );
}
