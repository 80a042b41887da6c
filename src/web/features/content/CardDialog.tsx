import { TextInput } from "@mantine/core";
import { useState } from "react";
import { customerName } from "../../ui/customer-name.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useTime } from "../../ui/use-time.ts";
import classes from "./FilesDialog.module.css";
import { problemText } from "./problem-text.ts";
import { SendEnd } from "./SendEnd.tsx";
import { type ContentTarget, useSendContent } from "./use-send-content.ts";

const fields = ["firstName", "lastName", "phone", "email", "company"] as const;
const types = { phone: "tel", email: "email" } as const;

type Props = { target: ContentTarget; onClose: () => void };

/** Sends a visiting card, which the customer can save. */
export function CardDialog({ target, onClose }: Props) {
  const { words, language } = useTime();
  const content = useSendContent(target);
  const [typed, setTyped] = useState<Partial<Record<(typeof fields)[number], string>>>({});
  const [firstName, lastName, phone, email, company] = fields.map((field) => (typed[field] ?? "").trim());
  const contact = {
    name: {
      formatted_name: [firstName, lastName].filter(Boolean).join(" "),
      ...present("first_name", firstName),
      ...present("last_name", lastName),
    },
    ...(phone ? { phones: [{ phone, type: "WORK" }] } : {}),
    ...(email ? { emails: [{ email, type: "WORK" }] } : {}),
    ...(company ? { org: { company } } : {}),
  };
  const contacts = [contact];
  const problem = problemText(content.decide({ kind: "contacts", contacts }), words, language);
  const handleSend = (): void => {
    content.send([{ parts: { kind: "contacts", contacts } }]);
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={words("card.title", { name: customerName(target.thread.customer) })}
    >
      <div className={classes.dialog}>
        {fields.map((field) => (
          <TextInput
            key={field}
            label={words(`card.${field}`)}
            type={field === "phone" || field === "email" ? types[field] : "text"}
            value={typed[field] ?? ""}
            data-autofocus={field === "firstName" ? true : undefined}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped((before) => ({ ...before, [field]: value }));
            }}
          />
        ))}
        <SendEnd content={content} problem={problem} onSend={handleSend} onCancel={onClose} />
      </div>
    </Dialog>
  );
}

function present(name: string, value: string | undefined): Record<string, string> {
  return value ? { [name]: value } : {};
}
