/** What a delivery report says: given up (5.x.x) or still trying (4.x.x). */
export type Bounce = {
  action: "failed" | "delayed";
  /** Enhanced status code (RFC 3463), such as 5.1.1. */
  status: string;
  /** SMTP reply of the far server. */
  diagnostic: string;
  recipient: string;
};

/** Writes a delivery report (RFC 3464) about a mail, to its sender, with the headers of the mail attached. */
export function composeBounce(
  bounce: Bounce,
  original: { from: string; raw: Buffer },
  stamp: { messageId: string; at: number },
): Buffer {
  const gap = original.raw.indexOf("\r\n\r\n");
  const headers = original.raw.toString("latin1", 0, gap === -1 ? original.raw.length : gap);
  const boundary = `report-${stamp.at}`;
  const title = bounce.action === "failed" ? "Undelivered mail returned to sender" : "Delivery delayed";
  const lines = [
    "Return-Path: <>",
    "From: Mail Delivery System <mailer-daemon@mail.example.com>",
    `To: ${original.from}`,
    `Subject: ${title}`,
    `Message-ID: ${stamp.messageId}`,
    `Date: ${new Date(stamp.at).toUTCString()}`,
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    `Your mail to ${bounce.recipient} ${bounce.action === "failed" ? "could not be delivered" : "is delayed; we keep trying"}.`,
    bounce.diagnostic,
    "",
    `--${boundary}`,
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mail.example.com",
    "",
    `Final-Recipient: rfc822; ${bounce.recipient}`,
    `Action: ${bounce.action}`,
    `Status: ${bounce.status}`,
    `Diagnostic-Code: smtp; ${bounce.diagnostic}`,
    "",
    `--${boundary}`,
    "Content-Type: text/rfc822-headers",
    "",
    headers,
    "",
    `--${boundary}--`,
    "",
  ];
  return Buffer.from(lines.join("\r\n"), "latin1");
}
