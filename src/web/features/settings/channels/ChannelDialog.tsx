import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ChannelView } from "#contract/channels.ts";
import { callRoute, type RouteInput } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { FormEnd } from "../FormEnd.tsx";
import classes from "../SettingsPage.module.css";
import { CurrencyField, isCurrencyRefusal } from "./CurrencyField.tsx";
import { problemsOf } from "./connection-problems.ts";
import { Problems } from "./Problems.tsx";

type Change = RouteInput<"updateChannel">["body"];
const secretsOf = {
  whatsapp: ["accessToken", "appSecret", "verifyToken"],
  email: ["mailPassword", "smtpPassword"],
} as const;
type SecretField = (typeof secretsOf)[keyof typeof secretsOf][number];

/** The name, currency and new secrets of a channel; what stays empty stays as it is. */
export function ChannelDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const words = useWords();
  const queryClient = useQueryClient();
  const [name, setName] = useState(channel.name);
  const [senderName, setSenderName] = useState(channel.senderName ?? "");
  const billedIn = channel.billing?.currency ?? null;
  const [currency, setCurrency] = useState(billedIn);
  const [secrets, setSecrets] = useState<Partial<Record<SecretField, string>>>({});
  const save = useMutation({
    mutationFn: (body: Change) => callRoute("updateChannel", { params: { id: channel.id }, body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.channels });
      onClose();
    },
  });
  const fields = channel.kind === "whatsapp" ? secretsOf.whatsapp : secretsOf.email;
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const { mailPassword, ...rest } = secrets;
    const sender = senderName.trim() === "" ? {} : { senderName: senderName.trim() };
    const given = Object.entries({ ...rest, imapPassword: mailPassword }).flatMap(([field, value]) =>
      value === undefined || value.trim() === "" ? [] : [[field, value.trim()] as const],
    );
    const billing = currency === null || currency === billedIn ? {} : { currency };
    save.mutate({ name: name.trim(), ...sender, ...billing, ...Object.fromEntries(given) });
  };
  const problems = problemsOf(save.error);
  return (
    <Dialog opened onClose={onClose} title={words("settings.changeOf", { name: channel.name })}>
      <form className={classes.form} onSubmit={handleSubmit}>
        <TextInput
          label={words("settings.channelName")}
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {channel.kind === "email" && (
          <TextInput
            label={words("settings.senderName")}
            description={words("settings.senderNameHint")}
            maxLength={200}
            value={senderName}
            onChange={(event) => setSenderName(event.currentTarget.value)}
          />
        )}
        {currency !== null && (
          <CurrencyField
            value={currency}
            error={save.error}
            onChange={(chosen) => {
              save.reset();
              setCurrency(chosen);
            }}
          />
        )}
        <p className={classes.lead}>{words("settings.secretsEmpty")}</p>
        {fields.map((field) => (
          <PasswordInput
            key={field}
            label={words(`settings.${field}`)}
            description={field === "appSecret" ? words("settings.appSecretRotate") : undefined}
            autoComplete="off"
            value={secrets[field] ?? ""}
            visibilityToggleButtonProps={{ "aria-label": words("settings.showSecret") }}
            onChange={(event) => {
              const { value } = event.currentTarget;
              save.reset();
              setSecrets((before) => ({ ...before, [field]: value }));
            }}
          />
        ))}
        {channel.rotatesAppSecret && (
          <Button
            variant="default"
            loading={save.isPending}
            onClick={() => save.mutate({ dropOldAppSecret: true })}
          >
            {words("settings.dropOldSecret")}
          </Button>
        )}
        {problems.length > 0 && <Problems problems={problems} />}
        {save.isError && problems.length === 0 && !isCurrencyRefusal(save.error) && (
          <ErrorNote error={save.error} />
        )}
        <FormEnd isPending={save.isPending} isSaved={false} disabled={name.trim() === ""} />
      </form>
    </Dialog>
  );
}
