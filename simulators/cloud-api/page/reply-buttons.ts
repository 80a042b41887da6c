import type { Actions } from "./actions.ts";
import { make, makeButton } from "./elements.ts";
import { icon } from "./icons.ts";
import type { Message, ReplyOption, TemplateButton } from "./model.ts";
import { text } from "./text.ts";

/** The buttons of a template under its bubble: quick replies answer, links and numbers lead out. */
export function templateButtons(message: Message, actions: Actions): HTMLElement[] {
  const buttons = message.template?.buttons ?? [];
  return buttons.length === 0
    ? []
    : [
        make(
          "div",
          { class: "choices" },
          ...buttons.map((button) => drawTemplateButton(message, button, actions)),
        ),
      ];
}

function drawTemplateButton(message: Message, button: TemplateButton, actions: Actions): HTMLElement {
  if (button.type === "QUICK_REPLY") {
    return makeButton(
      { class: "choice-button", "data-focus": `${message.id}-${button.text}` },
      () => void actions.tapTemplateButton(message.id, button),
      icon("reply"),
      button.text,
    );
  }
  if (button.type === "URL" || button.type === "PHONE_NUMBER") {
    const href = button.type === "URL" ? button.value : `tel:${button.value ?? ""}`;
    const attributes = { class: "choice-button", href, target: "_blank", rel: "noopener noreferrer" };
    return make("a", attributes, icon(button.type === "URL" ? "link" : "phone"), button.text);
  }
  const copy = () => void navigator.clipboard?.writeText(button.value ?? "");
  return makeButton({ class: "choice-button" }, copy, icon("copy"), button.value ?? button.text);
}

/** The buttons, rows or link of an interactive message. */
export function replyButtons(message: Message, actions: Actions): HTMLElement[] {
  const action = message.author === "business" ? message.content?.action : undefined;
  if (!action) {
    return [];
  }
  const link = action.parameters;
  const rows = (action.sections ?? []).flatMap((section) => section.rows);
  const draw = (option: ReplyOption, kind: "button_reply" | "list_reply") =>
    makeButton(
      { class: "choice-button", "data-focus": `${message.id}-${option.id}` },
      () => void actions.chooseReply(message.id, kind, option),
      icon("reply"),
      make("span", {}, option.title, option.description ? make("small", {}, option.description) : null),
    );
  return [
    make(
      "div",
      { class: "choices", "aria-label": action.button ?? text("choose"), role: "group" },
      ...(action.buttons ?? []).map((button) => draw(button.reply, "button_reply")),
      ...rows.map((row) => draw(row, "list_reply")),
      link?.url
        ? make(
            "a",
            { class: "choice-button", href: link.url, target: "_blank", rel: "noopener noreferrer" },
            icon("link"),
            link.display_text ?? link.url,
          )
        : null,
    ),
  ];
}
