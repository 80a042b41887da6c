/** The servers of usual mail providers, as they publish them. */
export const mailPresets = {
  other: { imapHost: "", imapPort: 993, smtpHost: "", smtpPort: 465 },
  google: { imapHost: "imap.gmail.com", imapPort: 993, smtpHost: "smtp.gmail.com", smtpPort: 465 },
  microsoft: {
    imapHost: "outlook.office365.com",
    imapPort: 993,
    smtpHost: "smtp.office365.com",
    smtpPort: 587,
  },
  ionos: { imapHost: "imap.ionos.es", imapPort: 993, smtpHost: "smtp.ionos.es", smtpPort: 465 },
  ovh: { imapHost: "ssl0.ovh.net", imapPort: 993, smtpHost: "ssl0.ovh.net", smtpPort: 465 },
  zoho: { imapHost: "imap.zoho.eu", imapPort: 993, smtpHost: "smtp.zoho.eu", smtpPort: 465 },
};

/** A provider whose servers we know, or another one. */
export type MailProvider = keyof typeof mailPresets;

/** Whether a word names one of them. */
export function isMailProvider(word: string): word is MailProvider {
  return Object.hasOwn(mailPresets, word);
}
