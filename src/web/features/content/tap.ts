import type { Message, SendMessageBody } from "#contract/messages.ts";

/** Kinds of messages with something to tap. */
export const tapKinds = ["buttons", "list", "link", "location-request", "contact-request"] as const;

/** What may stand above the text. */
export const headerKinds = ["text", "image", "video", "document"] as const;

/** What is typed in the dialog, for all kinds at once: changing the kind loses nothing. */
export type Tap = {
  kind: (typeof tapKinds)[number];
  headerKind: (typeof headerKinds)[number];
  header: string;
  /** The upload of a header that is a file; null: none is there yet. */
  file: Message["attachments"][number] | null;
  body: string;
  footer: string;
  buttons: readonly string[];
  listButton: string;
  options: readonly { title: string; description: string }[];
  linkTitle: string;
  url: string;
};

export const emptyTap: Tap = {
  kind: "buttons",
  headerKind: "text",
  header: "",
  file: null,
  body: "",
  footer: "",
  buttons: [""],
  listButton: "",
  options: [{ title: "", description: "" }],
  linkTitle: "",
  url: "",
};

type Interactive = Extract<SendMessageBody, { kind: "interactive" }>["interactive"];

/** The message that is typed. Ids are made of the places: the customer's answer brings the title along. */
export function interactiveOf(tap: Tap): Interactive {
  const body = tap.body;
  const { headerKind } = tap;
  const line = tap.header.trim() === "" ? {} : { header: { type: "text" as const, text: tap.header } };
  const end = tap.footer.trim() === "" ? {} : { footer: tap.footer };
  const header =
    headerKind === "text" ? line : { header: { type: headerKind, uploadId: tap.file?.id ?? "" } };
  const frame = { ...header, body, ...end };
  switch (tap.kind) {
    case "buttons":
      return {
        type: "buttons",
        ...frame,
        buttons: tap.buttons.map((title, index) => ({ id: `button-${index + 1}`, title })),
      };
    case "list":
      return {
        type: "list",
        ...line,
        body,
        ...end,
        button: tap.listButton,
        sections: [
          {
            rows: tap.options.map(({ title, description }, index) => ({
              id: `option-${index + 1}`,
              title,
              ...(description.trim() === "" ? {} : { description }),
            })),
          },
        ],
      };
    case "link":
      return { type: "link", ...frame, title: tap.linkTitle, url: tap.url.trim() };
    default:
      return { type: tap.kind, body };
  }
}
