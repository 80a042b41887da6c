import type { Actions } from "./actions.ts";
import { fillWhenChanged, make, makeButton, on } from "./elements.ts";
import { icon } from "./icons.ts";
import { authorOf, summaryOf } from "./message-words.ts";
import { createMoreMenu } from "./more-menu.ts";
import { text } from "./text.ts";
import type { View } from "./view.ts";
import { chosenCustomer } from "./view.ts";

/** Where the customer writes: text, a picture or file, and the message she replies to. */
export function createComposer(view: View, actions: Actions): { element: HTMLElement; draw: () => void } {
  const reply = make("div", { class: "reply-bar" });
  const field = make("textarea", {
    id: "message",
    rows: 1,
    placeholder: text("message"),
    "aria-label": text("message"),
    maxlength: 4096,
  });
  const file = make("input", { type: "file", class: "hidden", tabindex: -1, "aria-label": text("attach") });
  const attach = makeButton(
    { class: "icon-button", "aria-label": text("attach"), title: text("attach") },
    () => file.click(),
    icon("attach"),
  );
  const send = make(
    "button",
    { class: "send-button", "aria-label": text("send"), title: text("send") },
    icon("send"),
  );
  const form = make("form", { class: "composer" }, createMoreMenu(actions), attach, file, field, send);
  const adjustHeight = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    send.disabled = field.value.trim() === "";
  };
  const submit = () => {
    const body = field.value.trim();
    if (body !== "" && chosenCustomer(view)) {
      field.value = "";
      adjustHeight();
      void actions.writeText(body);
    }
  };
  const sendFile = (chosen: File | null | undefined) => {
    if (chosen && chosenCustomer(view)) {
      const caption = field.value.trim();
      field.value = "";
      adjustHeight();
      void actions.sendFile(chosen, caption);
    }
  };
  on(form, {
    submit(event) {
      event.preventDefault();
      submit();
    },
  });
  on(field, {
    input: adjustHeight,
    keydown(event) {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        submit();
      }
      if (event.key === "Escape") {
        actions.replyTo(null);
      }
    },
    paste(event) {
      sendFile(event.clipboardData?.files[0]);
    },
  });
  on(file, {
    change() {
      sendFile(file.files?.[0]);
      file.value = "";
    },
  });
  const draw = () => {
    form.toggleAttribute("hidden", chosenCustomer(view) === null);
    const { replyTo } = view;
    reply.hidden = replyTo === null;
    fillWhenChanged(reply, replyTo?.id ?? null, () => {
      if (!replyTo) {
        return [];
      }
      field.focus();
      const close = { class: "icon-button", "aria-label": text("cancelReply") };
      return [
        make(
          "div",
          { class: "quote" },
          make("strong", {}, `${text("replyingTo")} ${authorOf(replyTo)}`),
          make("span", {}, summaryOf({ ...replyTo, author: "business" })),
        ),
        makeButton(close, () => actions.replyTo(null), icon("close")),
      ];
    });
  };
  send.disabled = true;
  return { element: make("div", { class: "composer-area" }, reply, form), draw };
}
