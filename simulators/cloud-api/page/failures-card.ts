import type { Actions } from "./actions.ts";
import type { FaultOrder } from "./calls.ts";
import { fillWhenChanged, make, makeButton, on } from "./elements.ts";
import { icon } from "./icons.ts";
import type { Fault } from "./model.ts";
import type { TextKey } from "./text.ts";
import { isTextKey, text } from "./text.ts";
import type { View } from "./view.ts";

/** The failures that a person can order here; the control API has more. */
const offers: readonly { label: TextKey; order: FaultOrder }[] = [
  { label: "fault.131026", order: { kind: "fail-status", code: 131026 } },
  { label: "fault.131047", order: { kind: "fail-status", code: 131047 } },
  { label: "fault.131049", order: { kind: "fail-status", code: 131049 } },
  { label: "fault.131053", order: { kind: "fail-status", code: 131053 } },
  { label: "fault.lost-answer", order: { kind: "lost-answer" } },
  { label: "fault.slow-answer", order: { kind: "slow-answer", delayMs: 5_000 } },
  { label: "fault.refuse", order: { kind: "refuse", code: 131000 } },
  { label: "fault.limit", order: { kind: "refuse", code: 130429 } },
  { label: "fault.server-error", order: { kind: "server-error" } },
  { label: "fault.status-before-answer", order: { kind: "status-before-answer" } },
  { label: "fault.read-without-delivered", order: { kind: "read-without-delivered" } },
  { label: "fault.duplicate", order: { kind: "duplicate" } },
  { label: "fault.reorder", order: { kind: "reorder" } },
  { label: "fault.hold", order: { kind: "hold" } },
];

/** Orders failures for the next message and lists those that wait to happen. */
export function createFailuresCard(view: View, actions: Actions): { element: HTMLElement; draw: () => void } {
  const select = make(
    "select",
    { "aria-label": text("failureKind") },
    ...offers.map((offer, index) => make("option", { value: index }, text(offer.label))),
  );
  const waiting = make("div", { class: "waiting", "aria-live": "polite" });
  const form = on(
    make("form", { class: "failure-form" }, select, make("button", { class: "button" }, text("provoke"))),
    {
      submit(event) {
        event.preventDefault();
        const offer = offers[Number(select.value)];
        void (offer && actions.provoke(offer.order));
      },
    },
  );
  const element = make(
    "div",
    { class: "card" },
    make("h2", {}, icon("bolt"), text("failures")),
    make("p", { class: "card-help" }, text("failuresHelp")),
    form,
    waiting,
  );
  const draw = () => {
    const faults = view.state?.faults ?? [];
    waiting.hidden = faults.length === 0;
    fillWhenChanged(waiting, faults, () => [
      make("h3", {}, text("pendingFailures")),
      make("ul", {}, ...faults.map((fault) => drawFault(fault, actions))),
      faults.length > 1 &&
        makeButton({ class: "link-button" }, () => void actions.removeFaults(), text("removeAll")),
    ]);
  };
  return { element, draw };
}

function drawFault(fault: Fault, actions: Actions): HTMLElement {
  const remove = { class: "icon-button", "aria-label": `${text("removeFailure")} ${labelOf(fault)}` };
  return make(
    "li",
    {},
    make("span", {}, labelOf(fault)),
    makeButton(remove, () => void actions.removeFault(fault.id), icon("close")),
  );
}

function labelOf(fault: Fault): string {
  const exact = offers.find(
    (offer) => offer.order.kind === fault.kind && (offer.order.code ?? null) === fault.code,
  );
  const key = `fault.${fault.kind}`;
  if (exact) {
    return text(exact.label);
  }
  return (isTextKey(key) ? text(key) : fault.kind) + (fault.code === null ? "" : ` ${fault.code}`);
}
