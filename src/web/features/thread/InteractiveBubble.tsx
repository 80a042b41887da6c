import {
  IconExternalLink,
  IconListDetails,
  IconMapPin,
  IconMessageReply,
  IconPhone,
} from "@tabler/icons-react";
import type { Interactive } from "#domain/content.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./TemplateBubble.module.css";

/** A message of ours with something to tap, as the customer sees it: header, text, footer and what is tapped. */
export function InteractiveBubble({ interactive }: { interactive: Interactive }) {
  const { header, footer } = { header: undefined, footer: undefined, ...interactive };
  return (
    <>
      {header?.type === "text" && <strong className={classes.header}>{header.text}</strong>}
      <span className={classes.body}>{interactive.body}</span>
      {footer !== undefined && footer !== "" && <span className={classes.footer}>{footer}</span>}
      <span className={classes.buttons}>
        <Taps interactive={interactive} />
      </span>
    </>
  );
}

function Taps({ interactive }: { interactive: Interactive }) {
  const words = useWords();
  switch (interactive.type) {
    case "buttons":
      return interactive.buttons.map(({ id, title }) => (
        <span key={id} className={classes.button}>
          <IconMessageReply size={14} aria-hidden="true" />
          {title}
        </span>
      ));
    case "list":
      return (
        <>
          <span className={classes.button}>
            <IconListDetails size={14} aria-hidden="true" />
            {interactive.button}
          </span>
          <ul className={classes.options}>
            {interactive.sections.flatMap(({ rows }) =>
              rows.map(({ id, title, description }) => (
                <li key={id}>
                  {title}
                  {description !== undefined && <small className={classes.footer}>{description}</small>}
                </li>
              )),
            )}
          </ul>
        </>
      );
    case "link":
      return (
        <span className={classes.button} title={interactive.url}>
          <IconExternalLink size={14} aria-hidden="true" />
          {interactive.title}
        </span>
      );
    case "location-request":
      return (
        <span className={classes.button}>
          <IconMapPin size={14} aria-hidden="true" />
          {words("shown.askPlace")}
        </span>
      );
    case "contact-request":
      return (
        <span className={classes.button}>
          <IconPhone size={14} aria-hidden="true" />
          {words("shown.askPhone")}
        </span>
      );
    default:
      return interactive satisfies never;
  }
}
