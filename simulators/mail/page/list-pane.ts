import { avatar } from "../../cloud-api/page/avatar.ts";
import { fill, fillWhenChanged, make, makeButton, on } from "../../cloud-api/page/elements.ts";
import { icon } from "../../cloud-api/page/icons.ts";
import { hotelName, nameIn, splitQuote, type Thread } from "./model.ts";
import { shortMoment } from "./moments.ts";
import { chosenMailbox, mailboxes, threads, unreadOf, type View } from "./view.ts";
import { words } from "./words.ts";

/** What a reader can do in the list. */
export type ListActions = {
  choose(address: string): void;
  add(): void;
  write(): void;
  open(thread: Thread): void;
};

/** The left side: whose mailbox it is, and its threads. */
export function createListPane(view: View, actions: ListActions): { element: HTMLElement; draw(): void } {
  const select = make("select", { id: "mailbox" });
  const write = makeButton(
    { class: "button button-main button-wide" },
    actions.write,
    icon("add"),
    words("write"),
  );
  const list = make("ul", { class: "threads" });
  const empty = make("p", { class: "empty-list" });
  on(select, { change: () => actions.choose(select.value) });
  on(list, { keydown: moveFocus });
  const element = make(
    "nav",
    { class: "list-pane", "aria-label": words("conversations") },
    make(
      "div",
      { class: "list-head" },
      make("label", { for: "mailbox" }, words("mailboxOf")),
      make(
        "div",
        { class: "mailbox-row" },
        select,
        makeButton(
          { class: "icon-button", "aria-label": words("addAddress"), title: words("addAddress") },
          actions.add,
          icon("people"),
        ),
      ),
      write,
    ),
    list,
    empty,
  );
  const draw = () => {
    const all = mailboxes(view);
    const chosen = chosenMailbox(view);
    fillWhenChanged(select, [all, all.map((one) => unreadOf(view, one.address)), chosen?.address], () =>
      all.map((one) => {
        const unread = unreadOf(view, one.address);
        const label = `${one.name}${one.name === one.address ? "" : ` · ${one.address}`}${unread > 0 ? ` (${unread})` : ""}`;
        return make("option", { value: one.address, selected: one.address === chosen?.address }, label);
      }),
    );
    write.disabled = !chosen;
    const shown = threads(view);
    fillWhenChanged(
      list,
      [shown, view.threadId, view.state?.now && new Date(view.state.now).toDateString()],
      () => shown.map((thread) => makeItem(view, thread, actions)),
    );
    empty.hidden = shown.length > 0;
    fill(empty, words(chosen ? "noMails" : "noMailboxes"));
  };
  return { element, draw };
}

function makeItem(view: View, thread: Thread, actions: ListActions): HTMLElement {
  const last = thread.mails.at(-1);
  const isOpen = thread.id === view.threadId;
  const who = last?.isMine ? words("me") : nameIn(last?.from ?? "");
  const name = view.state ? hotelName(view.state) : "";
  return make(
    "li",
    {},
    makeButton(
      {
        class: thread.unread > 0 ? "thread is-unread" : "thread",
        "aria-current": isOpen ? "true" : null,
        "data-focus": thread.id,
      },
      () => actions.open(thread),
      avatar(name, name),
      make(
        "span",
        { class: "thread-words" },
        make(
          "span",
          { class: "thread-line" },
          make(
            "span",
            { class: "thread-name" },
            name,
            thread.mails.length > 1 ? ` · ${thread.mails.length}` : "",
          ),
          make("span", { class: "thread-time" }, view.state ? shortMoment(thread.lastAt, view.state) : ""),
        ),
        make("span", { class: "thread-subject" }, thread.subject || words("noSubject")),
        make(
          "span",
          { class: "thread-line" },
          make(
            "span",
            { class: "thread-last" },
            `${who}: ${splitQuote(last?.text ?? "").own.replace(/\s+/g, " ")}`,
          ),
          thread.unread > 0
            ? make(
                "span",
                { class: "badge" },
                String(thread.unread),
                make("span", { class: "hidden" }, ` ${words("unread")}`),
              )
            : null,
        ),
      ),
    ),
  );
}

/** Up and down go from mail to mail. */
function moveFocus(event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const list = event.currentTarget;
  if (step === 0 || !(list instanceof HTMLElement)) {
    return;
  }
  const items: (Element | null)[] = [...list.querySelectorAll(".thread")];
  const next = items[items.indexOf(document.activeElement) + step];
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}
