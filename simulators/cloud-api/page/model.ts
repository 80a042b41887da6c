/** What the control API tells the page. */
export type PhoneNumber = { id: string; name: string; displayPhoneNumber: string; timeZone: string };

export type Customer = {
  id: string;
  key: string;
  waId: string | null;
  bsuid: string;
  name: string | null;
  hasReadReceipts: boolean;
  isOnline: boolean;
  isOnWhatsApp: boolean;
  hasBlocked: boolean;
  stoppedMarketing: boolean;
  unseen: number;
  last: Message | null;
};

export type Fault = { id: string; kind: string; code: number | null; times: number | null };

export type State = {
  now: string;
  phoneNumberId: string;
  phoneNumbers: PhoneNumber[];
  customers: Customer[];
  faults: Fault[];
  settings: { windowRefusal: string; hasWebhook: boolean };
  tabs: { path: string; label: { es: string; en: string } }[];
};

export type Media = {
  url: string | null;
  link: string | null;
  mimeType: string | null;
  filename: string | null;
  caption: string | null;
};

export type Place = { name: string | null; address: string | null; latitude: number; longitude: number };

export type Header = { format: string; text: string | null; media: Media | null; place: Place | null };

export type Template = {
  header: Header | null;
  body: string;
  footer: string | null;
  offer: { text: string; endsAt: string | null } | null;
};

/** Something that can be tapped under a message. */
export type Choice = {
  id: string;
  label: string | null;
  description: string | null;
  kind: "reply" | "link" | "phone" | "copy" | "flow" | "location" | "contact" | "order" | "allow" | "deny";
  href: string | null;
  answer: Record<string, unknown> | null;
};

/** The parts of a message's own node that the page shows. */
export type Content = { footer?: { text: string } };

export type Message = {
  id: string;
  author: "customer" | "business";
  at: string;
  type: string;
  text: string | null;
  media: Media | null;
  content: Content | null;
  template: Template | null;
  header: Header | null;
  place: Place | null;
  contacts: { name: string | null; lines: string[] }[];
  cards: { header: Header | null; body: string; choices: Choice[] }[];
  choices: Choice[];
  isEdited: boolean;
  isRevoked: boolean;
  isForwarded: boolean;
  reaction: string | null;
  ticks: "sent" | "delivered" | "read" | null;
  quoted: { author: "customer" | "business"; type: string; text: string | null } | null;
};

export type Undelivered = {
  id: string;
  at: string;
  status: string;
  code: number | null;
  text: string | null;
};

export type Thread = {
  now: string;
  windowClosesAt: string | null;
  isBusinessTyping: boolean;
  messages: Message[];
  undelivered: Undelivered[];
};
