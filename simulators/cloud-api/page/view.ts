import type { Customer, Message, PhoneNumber, State, Thread } from "./model.ts";

export type Pane = "customers" | "chat" | "panel";

/** What the page shows now. One object, changed in place; `redraw` shows the change. */
export type View = {
  state: State | null;
  thread: Thread | null;
  customerKey: string | null;
  phoneNumberId: string | null;
  pane: Pane;
  replyTo: Message | null;
  openMenu: string | null;
  isConnected: boolean;
  problem: string | null;
  /** `performance.now()` when `state.now` was true. */
  heardAt: number;
};

const storageKey = "phone.selection";

/** An empty view with the selection of the last visit. */
export function createView(): View {
  const saved = JSON.parse(sessionStorage.getItem(storageKey) ?? "{}") as {
    customerKey?: string;
    phoneNumberId?: string;
  };
  return {
    state: null,
    thread: null,
    customerKey: saved.customerKey ?? null,
    phoneNumberId: saved.phoneNumberId ?? null,
    // One pane at a time on a narrow screen: first the customer is chosen.
    pane: saved.customerKey === undefined ? "customers" : "chat",
    replyTo: null,
    openMenu: null,
    isConnected: true,
    problem: null,
    heardAt: 0,
  };
}

/** Keeps the selection for the next visit of this tab. */
export function rememberSelection(view: View): void {
  const { customerKey, phoneNumberId } = view;
  sessionStorage.setItem(storageKey, JSON.stringify({ customerKey, phoneNumberId }));
}

/** The customer whose phone is shown. */
export function chosenCustomer(view: View): Customer | null {
  return view.state?.customers.find((customer) => customer.key === view.customerKey) ?? null;
}

/** The number of the hotel that she writes to. */
export function chosenNumber(view: View): PhoneNumber | null {
  return view.state?.phoneNumbers.find((phoneNumber) => phoneNumber.id === view.phoneNumberId) ?? null;
}

/** The zone in which hours are shown. */
export function timeZone(view: View): string {
  return chosenNumber(view)?.timeZone ?? "UTC";
}

/** Simulated time. */
export function simulatedNow(view: View): number {
  return Date.parse(view.state?.now ?? "1970-01-01") + performance.now() - view.heardAt;
}

/** How a customer is called: name, number, or the end of her id. */
export function nameOf(customer: Customer): string {
  return customer.name || (customer.waId ? formatNumber(customer.waId) : `…${customer.bsuid.slice(-6)}`);
}

/** +34 600 900 001 */
export function formatNumber(digits: string): string {
  const spanish = /^(34)(\d{3})(\d{3})(\d{3})$/.exec(digits);
  return spanish ? `+${spanish.slice(1).join(" ")}` : `+${digits}`;
}
