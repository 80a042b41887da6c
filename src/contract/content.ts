import * as z from "zod/mini";
import { id } from "./primitives.ts";

const line = z.string().check(z.maxLength(65_536));
const lineOrNone = z.optional(line);

/** A place on the map. */
export const placePin = z.strictObject({
  latitude: z.number(),
  longitude: z.number(),
  name: lineOrNone,
  address: lineOrNone,
});

const mostDetails = z.maxLength(50);

/** A visiting card, as WhatsApp writes it. */
export const contactCard = z.strictObject({
  name: z.strictObject({
    formatted_name: line,
    first_name: lineOrNone,
    last_name: lineOrNone,
    middle_name: lineOrNone,
    suffix: lineOrNone,
    prefix: lineOrNone,
  }),
  phones: z.optional(
    z.array(z.strictObject({ phone: lineOrNone, type: lineOrNone, wa_id: lineOrNone })).check(mostDetails),
  ),
  emails: z.optional(z.array(z.strictObject({ email: lineOrNone, type: lineOrNone })).check(mostDetails)),
  urls: z.optional(z.array(z.strictObject({ url: lineOrNone, type: lineOrNone })).check(mostDetails)),
  addresses: z.optional(
    z
      .array(
        z.strictObject({
          street: lineOrNone,
          city: lineOrNone,
          state: lineOrNone,
          zip: lineOrNone,
          country: lineOrNone,
          country_code: lineOrNone,
          type: lineOrNone,
        }),
      )
      .check(mostDetails),
  ),
  org: z.optional(z.strictObject({ company: lineOrNone, department: lineOrNone, title: lineOrNone })),
  birthday: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
});

/** Cards of one message; how many WhatsApp takes is the domain's to judge. */
export const contactCards = z.array(contactCard).check(z.maxLength(1_000));

const textHeader = z.strictObject({ type: z.literal("text"), text: line });
const fileTypes = z.enum(["image", "video", "document"]);

/** `Header` differs between what is sent (it names an upload) and what is kept (the file is an attachment). */
function interactiveWith<FileHeader extends z.ZodMiniType>(fileHeader: FileHeader) {
  const framed = {
    header: z.optional(z.union([textHeader, fileHeader])),
    body: line,
    footer: lineOrNone,
  };
  const rows = z.array(z.strictObject({ id: line, title: line, description: lineOrNone }));
  return z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("buttons"),
      ...framed,
      buttons: z.array(z.strictObject({ id: line, title: line })).check(z.maxLength(100)),
    }),
    z.strictObject({
      type: z.literal("list"),
      ...framed,
      button: line,
      sections: z
        .array(z.strictObject({ title: lineOrNone, rows: rows.check(z.maxLength(100)) }))
        .check(z.maxLength(100)),
    }),
    z.strictObject({ type: z.literal("link"), ...framed, title: line, url: line }),
    z.strictObject({ type: z.literal("location-request"), body: line }),
    z.strictObject({ type: z.literal("contact-request"), body: line }),
  ]);
}

/** A message with something to tap, as it is sent: the file of its header is an upload. */
export const interactiveBody = interactiveWith(z.strictObject({ type: fileTypes, uploadId: id }));

/** The same as it is kept in a message's payload: the file of its header is the message's attachment. */
export const interactivePayload = interactiveWith(z.strictObject({ type: fileTypes }));

/** What a message of ours carries beyond text and files. */
export const contentPayload = z.object({
  voice: z.optional(z.literal(true)),
  location: z.optional(placePin),
  contacts: z.optional(contactCards),
  interactive: z.optional(interactivePayload),
});
export type ContentPayload = z.infer<typeof contentPayload>;
