import type { Json, OutboundFile } from "#channels/channel.ts";
import type { Interactive, InteractiveHeader } from "#domain/content.ts";

type Body = { [key: string]: Json };

/** An interactive message in Meta's words (§2.3); null when the file of its header was not handed over. */
export function writeInteractive(interactive: Interactive, files: readonly OutboundFile[]): Body | null {
  const body = { text: interactive.body };
  switch (interactive.type) {
    case "location-request":
      return { type: "location_request_message", body, action: { name: "send_location" } };
    case "contact-request":
      return { type: "request_contact_info", body, action: { name: "request_contact_info" } };
    default: {
      const header = writeHeader(interactive.header, files);
      const { footer } = interactive;
      return header === null
        ? null
        : {
            type: typeOf(interactive),
            ...header,
            body,
            ...(footer === undefined || footer === "" ? {} : { footer: { text: footer } }),
            action: writeAction(interactive),
          };
    }
  }
}

type Framed = Extract<Interactive, { type: "buttons" | "list" | "link" }>;

function typeOf({ type }: Framed): string {
  return { buttons: "button", list: "list", link: "cta_url" }[type];
}

function writeHeader(header: InteractiveHeader | undefined, files: readonly OutboundFile[]): Body | null {
  if (header === undefined) {
    return {};
  }
  if (header.type === "text") {
    return { header: { type: "text", text: header.text } };
  }
  const [file] = files;
  if (file === undefined || file.mediaId === null) {
    return null;
  }
  const name = header.type === "document" && file.name !== null ? { filename: file.name } : {};
  return { header: { type: header.type, [header.type]: { id: file.mediaId, ...name } } };
}

function writeAction(interactive: Framed): Body {
  switch (interactive.type) {
    case "buttons":
      return {
        buttons: interactive.buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })),
      };
    case "list":
      return {
        button: interactive.button,
        sections: interactive.sections.map(({ title, rows }) => ({
          ...present("title", title),
          rows: rows.map(({ id, title: rowTitle, description }) => ({
            id,
            title: rowTitle,
            ...present("description", description),
          })),
        })),
      };
    case "link":
      return {
        name: "cta_url",
        parameters: { display_text: interactive.title, url: interactive.url },
      };
    default:
      return interactive satisfies never;
  }
}

function present(name: string, text: string | undefined): Body {
  return text === undefined || text === "" ? {} : { [name]: text };
}
