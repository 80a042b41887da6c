import { IconAddressBook, IconMapPin } from "@tabler/icons-react";
import { contentPayload } from "#contract/content.ts";
import type { Message } from "#contract/messages.ts";
import { useWords } from "../../ui/use-words.ts";
import { InteractiveBubble } from "./InteractiveBubble.tsx";
import classes from "./SentContent.module.css";

/** What a message of ours carries beyond text and files: a place, cards, something to tap. */
export function SentContent({ message }: { message: Message }) {
  const words = useWords();
  const { location, contacts = [], interactive } = contentPayload.safeParse(message.payload).data ?? {};
  return (
    <>
      {interactive !== undefined && <InteractiveBubble interactive={interactive} />}
      {location !== undefined && (
        <span className={classes.card}>
          <IconMapPin size={20} aria-hidden="true" />
          <span>
            <strong>{location.name ?? words("kind.location")}</strong>
            {location.address !== undefined && <span className={classes.line}>{location.address}</span>}
            <a
              className={classes.line}
              target="_blank"
              rel="noreferrer"
              href={`https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}`}
            >
              {words("shown.map", {
                place: `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`,
              })}
            </a>
          </span>
        </span>
      )}
      {contacts.map(({ name, phones = [], emails = [], org }) => (
        <span key={name.formatted_name} className={classes.card}>
          <IconAddressBook size={20} aria-hidden="true" />
          <span>
            <strong>{name.formatted_name}</strong>
            {[org?.company, ...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email)].map(
              (line) =>
                line !== undefined && (
                  <span key={line} className={classes.line}>
                    {line}
                  </span>
                ),
            )}
          </span>
        </span>
      ))}
    </>
  );
}
