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

export type TemplateButton = { type: string; text: string; payload: string | null; value: string | null };

export type Template = {
  header: { format: string; text: string | null; media: Media | null } | null;
  body: string;
  footer: string | null;
  buttons: TemplateButton[];
};

export type ReplyOption = { id: string; title: string; description?: string };

/** The parts of a message's own node that the page shows. */
export type Content = {
  type?: string;
  header?: { type: string; text?: string };
  footer?: { text: string };
  latitude?: number | string;
  longitude?: number | string;
  address?: string;
  action?: {
    button?: string;
    buttons?: { reply: ReplyOption }[];
    sections?: { title?: string; rows: ReplyOption[] }[];
    parameters?: { display_text?: string; url?: string };
  };
};

export type Message = {
  id: string;
  author: "customer" | "business";
  at: string;
  type: string;
  text: string | null;
  media: Media | null;
  content: Content | null;
  template: Template | null;
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
