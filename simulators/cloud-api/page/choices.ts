import type { Actions } from "./actions.ts";
import { make, makeButton } from "./elements.ts";
import type { IconName } from "./icons.ts";
import { icon } from "./icons.ts";
import type { Choice } from "./model.ts";
import type { TextKey } from "./text.ts";
import { text } from "./text.ts";

const icons: Record<Choice["kind"], IconName> = {
  reply: "reply",
  link: "link",
  phone: "phone",
  copy: "copy",
  flow: "document",
  location: "location",
  contact: "people",
  order: "order",
  allow: "tick",
  deny: "close",
};
/** Words for buttons that WhatsApp labels itself. */
const labels: Partial<Record<Choice["kind"], TextKey>> = {
  location: "sendLocation",
  contact: "shareNumber",
  order: "sendOrder",
  allow: "allowCalls",
  deny: "denyCalls",
};

/** What can be tapped under a message: replies and rows answer, links and numbers lead out, codes are copied. */
export function drawChoices(
  messageId: string,
  choices: readonly Choice[],
  actions: Actions,
): HTMLElement | null {
  return choices.length === 0
    ? null
    : make(
        "div",
        { class: "choices", role: "group", "aria-label": text("choose") },
        ...choices.map((choice) => drawChoice(messageId, choice, actions)),
      );
}

function drawChoice(messageId: string, choice: Choice, actions: Actions): HTMLElement {
  const key = labels[choice.kind];
  const label = choice.label ?? (key ? text(key) : choice.kind);
  const words = make("span", {}, label, choice.description ? make("small", {}, choice.description) : null);
  const drawing = icon(icons[choice.kind]);
  if (choice.href !== null) {
    const { href } = choice;
    const attributes = { class: "choice-button", href, target: "_blank", rel: "noopener noreferrer" };
    return make("a", attributes, drawing, words);
  }
  const tap = () => {
    if (choice.answer !== null) {
      void actions.answer(choice.answer);
    } else {
      void navigator.clipboard?.writeText(label);
    }
  };
  const focus = `${messageId}-${choice.kind}-${choice.id}`;
  return makeButton({ class: "choice-button", "data-focus": focus }, tap, drawing, words);
}
