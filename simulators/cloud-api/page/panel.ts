import type { Actions } from "./actions.ts";
import { createClockCard } from "./clock-card.ts";
import { fillWhenChanged, make, on } from "./elements.ts";
import { createFailuresCard } from "./failures-card.ts";
import { icon } from "./icons.ts";
import type { Customer, Undelivered } from "./model.ts";
import type { TextKey } from "./text.ts";
import { isTextKey, text } from "./text.ts";
import { hourAndMinute } from "./times.ts";
import type { View } from "./view.ts";
import { chosenCustomer, formatNumber, timeZone } from "./view.ts";

const switches = ["hasReadReceipts", "isOnline", "isOnWhatsApp", "hasBlocked"] as const;
const labels: Record<(typeof switches)[number], TextKey> = {
  hasReadReceipts: "readReceipts",
  isOnline: "isOnline",
  isOnWhatsApp: "isOnWhatsApp",
  hasBlocked: "hasBlocked",
};

/** The side panel: the clock, failures on order, and what can be switched on this phone. */
export function createPanel(view: View, actions: Actions): { element: HTMLElement; draw: () => void } {
  const clock = createClockCard(view, actions);
  const failures = createFailuresCard(view, actions);
  const phone = make("div", { class: "card" });
  const undelivered = make("div", { class: "card" });
  const element = make(
    "aside",
    { class: "panel", "aria-label": text("panel") },
    clock.element,
    failures.element,
    phone,
    undelivered,
  );
  const draw = () => {
    clock.draw();
    failures.draw();
    const customer = chosenCustomer(view);
    phone.hidden = customer === null;
    const { last: _last, unseen: _unseen, ...shown } = customer ?? { last: null, unseen: 0 };
    fillWhenChanged(phone, shown, () => (customer ? drawPhoneCard(customer, actions) : []));
    const lost = (view.thread?.undelivered ?? []).slice(-5).reverse();
    undelivered.hidden = lost.length === 0;
    fillWhenChanged(undelivered, lost, () => [
      make("h2", {}, icon("close"), text("undelivered")),
      make("ul", { class: "lost" }, ...lost.map((message) => drawUndelivered(message, timeZone(view)))),
    ]);
  };
  return { element, draw };
}

function drawPhoneCard(customer: Customer, actions: Actions): Node[] {
  const ids = [customer.waId ? formatNumber(customer.waId) : null, customer.bsuid];
  return [
    make("h2", {}, icon("phone"), text("thisPhone")),
    make("p", { class: "ids" }, ids.filter((id) => id !== null).join(" · ")),
    ...switches.map((name) =>
      drawSwitch(text(labels[name]), customer[name], name, (isOn) => void actions.change({ [name]: isOn })),
    ),
    drawSwitch(text("stoppedMarketing"), customer.stoppedMarketing, "marketing", (isOn) => {
      void actions.setMarketing(isOn);
    }),
  ];
}

function drawSwitch(
  label: string,
  isOn: boolean,
  key: string,
  onChange: (isOn: boolean) => void,
): HTMLElement {
  const input = make("input", {
    type: "checkbox",
    role: "switch",
    checked: isOn,
    "data-focus": `switch-${key}`,
  });
  on(input, { change: () => onChange(input.checked) });
  return make("label", { class: "switch" }, make("span", {}, label), input);
}

function drawUndelivered(message: Undelivered, zone: string): HTMLElement {
  const key = `status.${message.status}`;
  const status = isTextKey(key) ? text(key) : message.status;
  const code = message.code === null ? "" : ` · ${text("code")} ${message.code}`;
  return make(
    "li",
    {},
    make("span", { class: "lost-text" }, message.text ?? ""),
    make("small", {}, `${hourAndMinute(Date.parse(message.at), zone)} · ${status}${code}`),
  );
}
