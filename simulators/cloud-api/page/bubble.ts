import type { Actions } from "./actions.ts";
import { bubbleMedia } from "./bubble-media.ts";
import { drawCards, drawContacts, drawHeader, drawPlace } from "./bubble-parts.ts";
import { drawChoices } from "./choices.ts";
import { make, makeButton } from "./elements.ts";
import { formatText } from "./formatting.ts";
import { icon } from "./icons.ts";
import { authorOf, kindOf, summaryOf } from "./message-words.ts";
import type { Message, Template } from "./model.ts";
import { text } from "./text.ts";
import { hourAndMinute } from "./times.ts";

const emojis = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** A message on the phone: bubble, buttons under it, reaction, and the menu to react or reply. */
export function drawMessage(
  message: Message,
  shown: { timeZone: string; isMenuOpen: boolean; isGrouped: boolean },
  actions: Actions,
): HTMLElement {
  const side = message.author === "customer" ? "mine" : "theirs";
  const bubble = make(
    "div",
    { class: "bubble" },
    message.quoted && drawQuote(message.quoted),
    ...drawBody(message, actions),
    make(
      "span",
      { class: "bubble-foot" },
      message.isEdited && !message.isRevoked && text("edited"),
      make("time", { datetime: message.at }, hourAndMinute(Date.parse(message.at), shown.timeZone)),
      message.ticks && drawTicks(message.ticks),
    ),
  );
  const menuButton = makeButton(
    {
      class: "menu-button",
      "aria-expanded": String(shown.isMenuOpen),
      "aria-label": text("messageActions"),
      "data-focus": `menu-${message.id}`,
    },
    () => actions.toggleMenu(message.id),
    icon("emoji"),
  );
  return make(
    "div",
    { class: `message ${side}${shown.isGrouped ? " grouped" : ""}`, "data-id": message.id },
    make("span", { class: "hidden" }, `${authorOf(message)}: `),
    make("div", { class: "bubble-row" }, bubble, menuButton),
    drawCards(message, actions),
    drawChoices(message.id, message.choices, actions),
    message.reaction && drawReaction(message, actions),
    shown.isMenuOpen && drawMenu(message, actions),
  );
}

function drawBody(message: Message, actions: Actions): (Node | string | null)[] {
  if (message.isRevoked) {
    return [make("em", { class: "bubble-text" }, text("deleted"))];
  }
  if (message.template) {
    return drawTemplate(message.template);
  }
  const media = bubbleMedia(message, () => void actions.played(message));
  const footer = message.content?.footer?.text;
  const isShownElsewhere = message.place !== null || message.contacts.length > 0;
  const words = message.type === "document" ? (message.media?.caption ?? null) : message.text;
  const hasWords = words !== null && !isShownElsewhere;
  const isBare = !hasWords && !media && !isShownElsewhere && message.header === null;
  return [
    message.isForwarded ? make("em", { class: "forwarded" }, text("forwarded")) : null,
    drawHeader(message.header),
    media,
    message.place ? drawPlace(message.place) : null,
    ...drawContacts(message.contacts),
    hasWords ? make("span", { class: "bubble-text" }, ...formatText(words)) : null,
    isBare ? make("em", { class: "bubble-text" }, kindOf(message.type) ?? text("unsupported")) : null,
    footer ? make("span", { class: "bubble-footer" }, footer) : null,
  ];
}

function drawTemplate({ header, body, footer, offer }: Template): (Node | string | null)[] {
  return [
    drawHeader(header),
    offer ? make("strong", { class: "bubble-header" }, offer.text) : null,
    make("span", { class: "bubble-text" }, ...formatText(body)),
    footer ? make("span", { class: "bubble-footer" }, footer) : null,
  ];
}

function drawQuote(quoted: NonNullable<Message["quoted"]>): HTMLElement {
  const words = summaryOf({ ...quoted, author: "business" });
  return make("div", { class: "quote" }, make("strong", {}, authorOf(quoted)), make("span", {}, words));
}

function drawTicks(ticks: NonNullable<Message["ticks"]>): SVGSVGElement {
  const label = { sent: text("tickSent"), delivered: text("tickDelivered"), read: text("tickRead") }[ticks];
  const drawing = icon(ticks === "sent" ? "tick" : "ticks", label);
  drawing.classList.toggle("is-read", ticks === "read");
  return drawing;
}

function drawReaction(message: Message, actions: Actions): HTMLElement {
  const { reaction } = message;
  if (message.author === "customer") {
    return make("span", { class: "reaction" }, reaction);
  }
  return makeButton(
    { class: "reaction", "aria-label": `${text("removeReaction")} ${reaction ?? ""}` },
    () => void actions.react(message.id, null),
    reaction,
  );
}

function drawMenu(message: Message, actions: Actions): HTMLElement {
  const canReact = message.author === "business";
  return make(
    "div",
    { class: "message-menu", role: "group", "aria-label": text("messageActions") },
    ...(canReact
      ? emojis.map((emoji) =>
          makeButton(
            { class: "emoji-button", "aria-label": `${text("react")} ${emoji}` },
            () => void actions.react(message.id, emoji),
            emoji,
          ),
        )
      : []),
    makeButton({ class: "reply-button" }, () => actions.replyTo(message.id), icon("reply"), text("reply")),
  );
}
