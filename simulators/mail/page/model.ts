/** A mail as the simulator shows it. */
export type Mail = {
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  at: number;
  messageId: string | null;
  references: string[];
  attachments: { name: string; type: string; size: number }[];
};

/** A person with a mailbox. */
export type Customer = { name: string; address: string };

/** All that the simulator knows of mail between the hotel and its customers. */
export type MailState = {
  hotel: string;
  now: number;
  timeZone: string;
  customers: Customer[];
  received: Mail[];
  sent: Mail[];
};

/** Mails that answer each other, oldest first, as one customer sees them. */
export type Thread = {
  id: string;
  subject: string;
  mails: (Mail & { isMine: boolean })[];
  lastAt: number;
  unread: number;
};

/** The address inside "Name <address>", in lower case. */
export function addressIn(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

/** The name inside "Name <address>", else the address. */
export function nameIn(text: string): string {
  return /^\s*"?([^"<]*?)"?\s*</.exec(text)?.[1] || text.trim();
}

/** The hotel as it signs its mails; its address until it has written. */
export function hotelName(state: MailState): string {
  const last = state.received.findLast((mail) => addressIn(mail.from) === state.hotel.toLowerCase());
  return last ? nameIn(last.from) : state.hotel;
}

/** Everybody with a mailbox: those the simulator names, those who wrote or were written to, those added here. */
export function mailboxesOf(state: MailState, added: Customer[]): Customer[] {
  const known = new Map<string, Customer>();
  const learn = (customer: Customer) => {
    const address = customer.address.toLowerCase();
    const earlier = known.get(address);
    if (!earlier || earlier.name === earlier.address) {
      known.set(address, { name: customer.name || address, address });
    }
  };
  [...state.customers, ...added].map(learn);
  state.sent.map((mail) => learn({ name: nameIn(mail.from), address: addressIn(mail.from) }));
  state.received.map((mail) => learn({ name: mail.to, address: mail.to }));
  known.delete(state.hotel.toLowerCase());
  return [...known.values()].filter((one) => one.address.includes("@"));
}

/** The threads of one mailbox, the newest first. */
export function threadsOf(state: MailState, address: string, read: ReadonlySet<string>): Thread[] {
  const mails = [
    ...state.received
      .filter((mail) => mail.to.toLowerCase() === address)
      .map((mail) => ({ ...mail, isMine: false })),
    ...state.sent
      .filter((mail) => addressIn(mail.from) === address)
      .map((mail) => ({ ...mail, isMine: true })),
  ].sort((one, other) => one.at - other.at);
  const threadOf = new Map<string, Thread>();
  const threads: Thread[] = [];
  for (const mail of mails) {
    const known = mail.references.flatMap((id) => threadOf.get(id) ?? []).at(0);
    const thread = known ?? { id: mail.id, subject: mail.subject, mails: [], lastAt: 0, unread: 0 };
    if (!known) {
      threads.push(thread);
    }
    thread.mails.push(mail);
    thread.lastAt = mail.at;
    thread.unread += mail.isMine || read.has(readKey(mail)) ? 0 : 1;
    for (const id of [mail.messageId ?? mail.id, ...mail.references]) {
      threadOf.set(id, thread);
    }
  }
  return threads.sort((one, other) => other.lastAt - one.lastAt);
}

/** What names a mail across restarts of the simulator. */
export function readKey(mail: Mail): string {
  return mail.messageId ?? `${mail.id}@${mail.at}`;
}

/** A text and what it quotes at its end, which mail programs fold. */
export function splitQuote(text: string): { own: string; quoted: string } {
  const lines = text.trimEnd().split("\n");
  let start = lines.length;
  while (start > 0 && /^(>|\s*$)/.test(lines[start - 1] ?? "")) {
    start -= 1;
  }
  const quoted = lines.slice(start).join("\n").trim();
  if (!quoted.startsWith(">")) {
    return { own: lines.join("\n"), quoted: "" };
  }
  const isLead = /(escribió|wrote):\s*$/.test(lines[start - 1] ?? "");
  return {
    own: lines
      .slice(0, isLead ? start - 1 : start)
      .join("\n")
      .trimEnd(),
    quoted,
  };
}
