import {
  addressIn,
  type Customer,
  type MailState,
  mailboxesOf,
  readKey,
  type Thread,
  threadsOf,
} from "./model.ts";

/** What the page shows: what the simulator said, and what this reader chose. */
export type View = {
  state: MailState | null;
  address: string | null;
  threadId: string | null;
  isWriting: boolean;
};

const addedKey = "mail.added";
const readKeyName = "mail.read";
const chosenKey = "mail.chosen";

/** Starts where the last visit ended. */
export function createView(): View {
  return { state: null, address: localStorage.getItem(chosenKey), threadId: null, isWriting: false };
}

/** The mailboxes to choose from. */
export function mailboxes(view: View): Customer[] {
  return view.state ? mailboxesOf(view.state, load<Customer>(addedKey)) : [];
}

/** The chosen mailbox; the first one when none is chosen. */
export function chosenMailbox(view: View): Customer | null {
  const all = mailboxes(view);
  return all.find((one) => one.address === view.address) ?? all[0] ?? null;
}

/** Threads of the chosen mailbox. */
export function threads(view: View): Thread[] {
  const chosen = chosenMailbox(view);
  return view.state && chosen ? threadsOf(view.state, chosen.address, readIds()) : [];
}

/** The open thread. */
export function openThread(view: View): Thread | null {
  return threads(view).find((thread) => thread.id === view.threadId) ?? null;
}

/** Unread mails of one mailbox. */
export function unreadOf(view: View, address: string): number {
  const all = view.state ? threadsOf(view.state, address, readIds()) : [];
  return all.reduce((sum, thread) => sum + thread.unread, 0);
}

/** Opens a mailbox and remembers it. */
export function chooseMailbox(view: View, address: string): void {
  view.address = addressIn(address);
  view.threadId = null;
  view.isWriting = false;
  localStorage.setItem(chosenKey, view.address);
}

/** Adds a mailbox that nobody has written to yet, and opens it. */
export function addMailbox(view: View, customer: Customer): void {
  const others = load<Customer>(addedKey).filter((one) => one.address !== customer.address);
  localStorage.setItem(addedKey, JSON.stringify([...others, customer].slice(-50)));
  chooseMailbox(view, customer.address);
}

/** Opens a thread; its mails are read then. */
export function readThread(view: View, thread: Thread): void {
  view.threadId = thread.id;
  view.isWriting = false;
  const read = readIds();
  for (const mail of thread.mails) {
    read.add(readKey(mail));
  }
  localStorage.setItem(readKeyName, JSON.stringify([...read].slice(-5000)));
}

function readIds(): Set<string> {
  return new Set(load<string>(readKeyName));
}

/** What this page stored itself under the key. */
function load<Item>(key: string): Item[] {
  return JSON.parse(localStorage.getItem(key) ?? "[]") as Item[];
}
