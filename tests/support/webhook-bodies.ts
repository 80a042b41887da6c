import { hotel } from "../../scripts/demo/hotel.ts";

/** One item of `value.messages` or `value.statuses`, as Meta writes it. */
export type Part = Readonly<Record<string, unknown>>;

/** What stands in one change of a webhook. */
export type Change = {
  messages?: readonly Part[];
  statuses?: readonly Part[];
  contacts?: readonly Part[];
  phoneNumberId?: string;
};

/** A webhook body with these changes. */
export function bodyOf(...changes: Change[]): Buffer {
  const written = changes.map(({ phoneNumberId = hotel.phoneNumberId, ...parts }) => ({
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "34600900900", phone_number_id: phoneNumberId },
      ...parts,
    },
  }));
  const entry = [{ id: hotel.wabaId, changes: written }];
  return Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry }));
}

/** Unix seconds of an instant, as webhooks carry them. */
export function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}

/** A customer's text. */
export function textOf(message: { id: string; waId: string; at: number; text: string }): Part {
  const { id, waId, at, text } = message;
  return { from: waId, id, timestamp: seconds(at), type: "text", text: { body: text } };
}

/** A customer's photo, of which an album has several. */
export function photoOf(message: { id: string; waId: string; at: number }): Part {
  const { id, waId, at } = message;
  const image = { id: `media-${id}`, mime_type: "image/jpeg" };
  return { from: waId, id, timestamp: seconds(at), type: "image", image };
}

/** What became of a message of ours. */
export function statusOf(status: { id: string; waId: string; at: number; status: string }): Part {
  const failed = [{ code: 131026, title: "Message undeliverable", message: "Message undeliverable" }];
  return {
    id: status.id,
    status: status.status,
    timestamp: seconds(status.at),
    recipient_id: status.waId,
    ...(status.status === "failed" ? { errors: failed } : {}),
  };
}

/** The contact of a customer who writes. */
export function contactOf(waId: string, name: string): Part {
  return { profile: { name }, wa_id: waId };
}
