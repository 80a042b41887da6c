import type { Actions } from "./actions.ts";
import { bubbleMedia } from "./bubble-media.ts";
import { drawChoices } from "./choices.ts";
import { make } from "./elements.ts";
import { formatText } from "./formatting.ts";
import { icon } from "./icons.ts";
import type { Header, Message, Place } from "./model.ts";
import { text } from "./text.ts";

/** The header of a template or an interactive message: words, a file or a place. */
export function drawHeader(header: Header | null): HTMLElement | null {
  if (!header) {
    return null;
  }
  if (header.place) {
    return drawPlace(header.place);
  }
  if (header.media) {
    return bubbleMedia({ type: header.format.toLowerCase(), media: header.media });
  }
  return header.text ? make("strong", { class: "bubble-header" }, header.text) : null;
}

/** A place with its address; a map is not drawn, as nothing here reaches a network. */
export function drawPlace(place: Place): HTMLElement {
  const position = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  return make(
    "span",
    { class: "place" },
    icon("location"),
    make(
      "span",
      {},
      place.name ?? text("location"),
      make("small", {}, [place.address, position].filter(Boolean).join(" · ")),
    ),
  );
}

/** Contact cards: a name and how to reach it. */
export function drawContacts(contacts: Message["contacts"]): HTMLElement[] {
  return contacts.map((contact) =>
    make(
      "span",
      { class: "place" },
      icon("people"),
      make(
        "span",
        {},
        contact.name ?? contact.lines[0] ?? text("contacts"),
        ...contact.lines.map((line) => make("small", {}, line)),
      ),
    ),
  );
}

/** The cards of a carousel, side by side. */
export function drawCards(message: Message, actions: Actions): HTMLElement | null {
  return message.cards.length === 0
    ? null
    : make(
        "div",
        { class: "cards", role: "group", "aria-label": text("cards"), tabindex: 0 },
        ...message.cards.map((card, index) =>
          make(
            "div",
            { class: "card-bubble" },
            drawHeader(card.header),
            card.body ? make("span", { class: "bubble-text" }, ...formatText(card.body)) : null,
            drawChoices(`${message.id}-${index}`, card.choices, actions),
          ),
        ),
      );
}
