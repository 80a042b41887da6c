import PostalMime from "postal-mime";

/** A mail as a mailbox page shows it. */
export type ReadMail = {
  id: string;
  /** The other side's header: an address, or "Name <address>". */
  from: string;
  to: string;
  subject: string;
  text: string;
  raw: string;
  /** When it arrived, ms UTC. */
  at: number;
  messageId: string | null;
  /** Message-IDs of References and In-Reply-To. */
  references: string[];
  attachments: { name: string; type: string; size: number }[];
};

/** Reads a source for display; never fails, whatever a test put into it. */
export async function readForDisplay(
  raw: Buffer,
  known: { id: string; to: string | null; at: number },
): Promise<ReadMail> {
  const source = raw.toString("utf8");
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true }).catch(() => null);
  const from = mail?.from;
  const to = mail?.to?.map((one) => one.address ?? one.name).join(", ");
  return {
    id: known.id,
    from:
      from === undefined
        ? ""
        : from.name && from.address
          ? `${from.name} <${from.address}>`
          : (from.address ?? ""),
    to: known.to ?? to ?? "",
    subject: mail?.subject ?? "",
    text: mail?.text ?? mail?.html ?? source,
    raw: source,
    at: known.at,
    messageId: mail?.messageId ?? null,
    references: `${mail?.references ?? ""} ${mail?.inReplyTo ?? ""}`.match(/<[^<>\s]+>/g) ?? [],
    attachments: (mail?.attachments ?? []).map(({ filename, mimeType, content }) => ({
      name: filename ?? "",
      type: mimeType,
      size: typeof content === "string" ? content.length : content.byteLength,
    })),
  };
}
