import type { Actions } from "./actions.ts";
import { openAddDialog } from "./add-dialog.ts";
import { avatar } from "./avatar.ts";
import { fillWhenChanged, make, makeButton } from "./elements.ts";
import { icon } from "./icons.ts";
import { summaryOf } from "./message-words.ts";
import type { Customer } from "./model.ts";
import { text } from "./text.ts";
import { shortMoment } from "./times.ts";
import type { View } from "./view.ts";
import { nameOf, simulatedNow, timeZone } from "./view.ts";

/** The list of customers: whose phone is in the middle. */
export function createCustomersPane(
  view: View,
  actions: Actions,
): { element: HTMLElement; draw: () => void } {
  const list = make("div", { class: "customer-list", role: "list" });
  const add = makeButton(
    { class: "button button-quiet" },
    () => openAddDialog(actions),
    icon("add"),
    text("add"),
  );
  add.setAttribute("aria-label", text("addCustomer"));
  const heading = make("div", { class: "pane-heading" }, make("h2", {}, text("customers")), add);
  const element = make("section", { class: "customers", "aria-label": text("customers") }, heading, list);
  const draw = () => {
    const customers = sorted(view.state?.customers ?? []);
    const day = Math.floor(simulatedNow(view) / 60_000 / 60 / 24);
    fillWhenChanged(
      list,
      [customers.map(({ last, ...rest }) => [rest, last?.id]), view.customerKey, day],
      () =>
        customers.length === 0
          ? [make("p", { class: "empty" }, text("noCustomers"))]
          : customers.map((customer) => drawCustomer(view, actions, customer)),
    );
  };
  return { element, draw };
}

function drawCustomer(view: View, actions: Actions, customer: Customer): HTMLElement {
  const isChosen = customer.key === view.customerKey;
  const at = customer.last
    ? shortMoment(Date.parse(customer.last.at), simulatedNow(view), timeZone(view))
    : "";
  const unseen = customer.unseen > 0 && make("span", { class: "badge" }, String(customer.unseen));
  const row = makeButton(
    {
      class: "customer",
      "data-focus": customer.key,
      "aria-current": isChosen ? "true" : null,
    },
    () => void actions.chooseCustomer(customer.key),
    avatar(nameOf(customer), customer.key),
    make(
      "span",
      { class: "customer-words" },
      make(
        "span",
        { class: "customer-line" },
        make("span", { class: "customer-name" }, nameOf(customer)),
        make("span", { class: "customer-time" }, at),
      ),
      make(
        "span",
        { class: "customer-line" },
        make("span", { class: "customer-last" }, customer.last ? summaryOf(customer.last) : " "),
        unseen,
      ),
    ),
  );
  return make("div", { role: "listitem" }, row);
}

function sorted(customers: readonly Customer[]): Customer[] {
  const timeOf = (customer: Customer) => customer.last?.at ?? "";
  return [...customers].sort((a, b) => timeOf(b).localeCompare(timeOf(a)) || a.key.localeCompare(b.key));
}
