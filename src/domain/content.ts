import type { PictureForm } from "./picture-form.ts";
import type { Instant } from "./time.ts";

/** Kinds of WhatsApp messages whose body is a file. */
export const mediaKinds = ["image", "video", "audio", "document", "sticker"] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** So many files go along with one mail. */
export const mostMailFiles = 20;

/** What is known of a file: the type that its bytes show, never its name's. Stickers may be animated, voice notes not stereo. */
export type FileFacts = {
  type: string;
  size: number;
  isAnimated?: boolean | undefined;
  isStereo?: boolean | undefined;
  /** Of a picture in a form that WhatsApp does not show; absent where nobody looked. */
  form?: PictureForm | null | undefined;
};

/** A place on the map. */
export type PlacePin = {
  latitude: number;
  longitude: number;
  name?: string | undefined;
  address?: string | undefined;
};

type Texts<Key extends string> = { [Name in Key]?: string | undefined };

/** A visiting card, in WhatsApp's own words (§2.2). */
export type ContactCard = {
  name: { formatted_name: string } & Texts<"first_name" | "last_name" | "middle_name" | "suffix" | "prefix">;
  phones?: Texts<"phone" | "type" | "wa_id">[] | undefined;
  emails?: Texts<"email" | "type">[] | undefined;
  urls?: Texts<"url" | "type">[] | undefined;
  addresses?: Texts<"street" | "city" | "state" | "zip" | "country" | "country_code" | "type">[] | undefined;
  org?: Texts<"company" | "department" | "title"> | undefined;
  birthday?: string | undefined;
};

/** What stands above an interactive message: a line, or a file that goes along with it. */
export type InteractiveHeader = { type: "text"; text: string } | { type: "image" | "video" | "document" };

type Framed = { header?: InteractiveHeader | undefined; body: string; footer?: string | undefined };

/** A message with something to tap (§2.3). */
export type Interactive =
  | (Framed & { type: "buttons"; buttons: { id: string; title: string }[] })
  | (Framed & {
      type: "list";
      button: string;
      sections: {
        title?: string | undefined;
        rows: { id: string; title: string; description?: string | undefined }[];
      }[];
    })
  | (Framed & { type: "link"; title: string; url: string })
  | { type: "location-request"; body: string }
  | { type: "contact-request"; body: string };

/** The message that a reaction is put on. */
export type ReactionTarget = { isKnownToProvider: boolean; isReaction: boolean; sentAt: Instant };

/** What a WhatsApp message carries that is more than a text. */
export type Content =
  | {
      kind: MediaKind;
      /** Null: none is named, or it is gone. */
      file: FileFacts | null;
      caption: string | null;
      isVoice: boolean;
    }
  | { kind: "location"; location: PlacePin }
  | { kind: "contacts"; contacts: readonly ContactCard[] }
  | { kind: "reaction"; emoji: string; target: ReactionTarget }
  | {
      kind: "interactive";
      interactive: Interactive;
      /** The file of its header; null: it has none. */
      file: FileFacts | null;
    };

/** Kinds of messages that carry more than a text. */
export type ContentKind = Content["kind"];

/** Whether a message's body is a file. */
export function isMediaKind(kind: string): kind is MediaKind {
  return mediaKinds.some((known) => known === kind);
}

/** Whether a kind of message is free text in WhatsApp's sense: everything but a template, where a window rules. */
export function isFreeForm(kind: string): boolean {
  return kind !== "template" && kind !== "email" && kind !== "note";
}

/** What a message of ours carries beyond text, template and files, as it is kept. */
export type Carried = {
  voice?: true | undefined;
  location?: PlacePin | undefined;
  contacts?: readonly ContactCard[] | undefined;
  interactive?: Interactive | undefined;
};
