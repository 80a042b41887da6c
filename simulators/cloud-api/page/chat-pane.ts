import type { Actions } from "./actions.ts";
import { avatar } from "./avatar.ts";
import { drawMessage } from "./bubble.ts";
import { createComposer } from "./composer.ts";
import { fillWhenChanged, make, makeButton } from "./elements.ts";
import { icon } from "./icons.ts";
import type { Message } from "./model.ts";
import { stickToEnd } from "./stick-to-end.ts";
import { text } from "./text.ts";
import { dayKey, dayName, hourAndMinute } from "./times.ts";
import type { View } from "./view.ts";
import { chosenCustomer, chosenNumber, nameOf, simulatedNow, timeZone } from "./view.ts";

const groupMs = 5 * 60_000;

/** The phone in the middle: its status bar, the hotel's name, the messages and the composer. */
export function createChatPane(view: View, actions: Actions): { element: HTMLElement; draw: () => void } {
  const time = make("span", { class: "status-time" });
  const owner = make("span", { class: "status-owner" });
  const status = make(
    "div",
    { class: "status-bar", "aria-hidden": "true" },
    time,
    owner,
    make("span", { class: "status-icons" }, icon("signal"), icon("battery")),
  );
  const header = make("header", { class: "chat-header" });
  const numbers = make("div", { class: "numbers", role: "group", "aria-label": text("hotelNumber") });
  const log = make("div", { class: "log", role: "log", "aria-label": text("conversationWith"), tabindex: 0 });
  const end = stickToEnd(log);
  const composer = createComposer(view, actions);
  let shownThread = "";
  const phone = make("div", { class: "phone" }, status, header, numbers, log, composer.element);
  const element = make("section", { class: "device", "aria-label": text("chat") }, phone);

  const draw = () => {
    const customer = chosenCustomer(view);
    time.textContent = view.state ? hourAndMinute(simulatedNow(view), timeZone(view)) : "";
    owner.textContent = customer ? nameOf(customer) : "";
    phone.classList.toggle("is-off", customer?.isOnline === false);
    drawHeader(view, actions, header);
    drawNumbers(view, actions, numbers);
    drawLog(view, actions, log);
    composer.draw();
    const thread = view.thread ? `${view.customerKey}|${view.phoneNumberId}` : "";
    if (thread === shownThread) {
      end.follow();
    } else {
      shownThread = thread;
      end.jump();
    }
  };
  return { element, draw };
}

function drawHeader(view: View, actions: Actions, header: HTMLElement): void {
  const number = chosenNumber(view);
  const isTyping = view.thread?.isBusinessTyping === true;
  fillWhenChanged(header, [number, isTyping], () => [
    makeButton(
      { class: "icon-button only-narrow", "aria-label": text("back") },
      () => actions.showPane("customers"),
      icon("back"),
    ),
    avatar(number?.name ?? "", number?.id ?? ""),
    make(
      "div",
      { class: "chat-title" },
      make("h2", {}, number?.name ?? "", icon("verified", text("businessAccount"))),
      make("p", {}, isTyping ? text("typing") : (number?.displayPhoneNumber ?? "")),
    ),
  ]);
}

function drawNumbers(view: View, actions: Actions, numbers: HTMLElement): void {
  const all = view.state?.phoneNumbers ?? [];
  numbers.hidden = all.length < 2;
  fillWhenChanged(numbers, [all, view.phoneNumberId], () =>
    all.map((number) =>
      makeButton(
        {
          class: "number",
          "data-focus": number.id,
          "aria-pressed": String(number.id === view.phoneNumberId),
          "aria-label": `${text("writeTo")} ${number.name}, ${number.displayPhoneNumber}`,
        },
        () => void actions.chooseNumber(number.id),
        number.displayPhoneNumber,
      ),
    ),
  );
}

function drawLog(view: View, actions: Actions, log: HTMLElement): void {
  const { thread } = view;
  const zone = timeZone(view);
  const today = dayKey(simulatedNow(view), zone);
  fillWhenChanged(
    log,
    [thread?.messages, thread?.isBusinessTyping, view.openMenu, view.customerKey, today],
    () => {
      if (!chosenCustomer(view)) {
        return [
          make(
            "p",
            { class: "notice" },
            text(view.state?.customers.length ? "chooseCustomer" : "noCustomers"),
          ),
        ];
      }
      const messages = thread?.messages ?? [];
      const rows = messages.flatMap((message, index) => {
        const previous = messages[index - 1];
        const at = Date.parse(message.at);
        const isNewDay = !previous || dayKey(Date.parse(previous.at), zone) !== dayKey(at, zone);
        return [
          isNewDay ? make("p", { class: "day" }, dayName(at, simulatedNow(view), zone)) : null,
          drawMessage(
            message,
            {
              timeZone: zone,
              isMenuOpen: view.openMenu === message.id,
              isGrouped: !isNewDay && isNear(previous, message),
            },
            actions,
          ),
        ];
      });
      const isEmpty = thread !== null && messages.length === 0;
      return [
        isEmpty && make("p", { class: "notice" }, text("emptyThread")),
        ...rows,
        thread?.isBusinessTyping && drawTyping(),
      ];
    },
  );
}

function isNear(previous: Message | undefined, message: Message): boolean {
  return previous?.author === message.author && Date.parse(message.at) - Date.parse(previous.at) < groupMs;
}

function drawTyping(): HTMLElement {
  const dots = [make("i"), make("i"), make("i")];
  return make(
    "div",
    { class: "message theirs" },
    make("div", { class: "bubble typing" }, make("span", { class: "hidden" }, text("typing")), ...dots),
  );
}
