import { fill, make } from "../../cloud-api/page/elements.ts";
import { switchLanguage } from "../../cloud-api/page/text.ts";
import { restoreTheme } from "../../cloud-api/page/top-bar.ts";
import { openAddMailbox } from "./add-mailbox.ts";
import { followChanges, loadState } from "./calls.ts";
import { createFailures } from "./failures.ts";
import { createListPane } from "./list-pane.ts";
import { nameIn, type Thread } from "./model.ts";
import { createThreadPane } from "./thread-pane.ts";
import { createTopBar } from "./top-bar.ts";
import {
  addMailbox,
  chooseMailbox,
  chosenMailbox,
  createView,
  openThread,
  readThread,
  threads,
} from "./view.ts";
import { words } from "./words.ts";

const view = createView();
let isConnected = true;
let isLoading = false;
let isStale = false;
let heardCount = -1;
let redraw = () => {};

restoreTheme();
build();
followChanges(
  () => void refresh(),
  (isThere) => {
    isConnected = isThere;
    redraw();
  },
);

/** Builds the page in the language of the moment. */
function build(): void {
  const list = createListPane(view, {
    choose(address) {
      chooseMailbox(view, address);
      redraw();
    },
    add() {
      openAddMailbox((customer) => {
        addMailbox(view, customer);
        redraw();
      });
    },
    write() {
      view.isWriting = true;
      view.threadId = null;
      redraw();
      document.querySelector<HTMLElement>(".mail-form input, .mail-form textarea")?.focus();
    },
    open(thread) {
      readThread(view, thread);
      redraw();
      document.querySelector<HTMLElement>(".thread-head h2")?.focus();
      document.querySelector(".mail:last-child")?.scrollIntoView({ block: "start" });
    },
  });
  const pane = createThreadPane(view, {
    back() {
      const last = view.threadId;
      view.threadId = null;
      view.isWriting = false;
      redraw();
      document
        .querySelector<HTMLElement>(last ? `[data-focus="${CSS.escape(last)}"]` : ".list-pane .button-main")
        ?.focus();
    },
    sent() {
      const wasNew = view.isWriting;
      view.isWriting = false;
      announce(words("sent"));
      void refresh().then(() => {
        const newest = wasNew ? threads(view)[0] : undefined;
        if (newest) {
          readThread(view, newest);
        }
        redraw();
        document.querySelector(".mail:last-child")?.scrollIntoView({ block: "nearest" });
      });
    },
  });
  const lost = make("p", { class: "banner", role: "status" }, words("connectionLost"));
  const app = document.querySelector<HTMLElement>("#app");
  if (!app) {
    return;
  }
  const left = make("div", { class: "left" }, list.element, createFailures());
  const panes = make("main", { class: "panes" }, left, pane.element);
  fill(
    app,
    createTopBar(() => {
      switchLanguage();
      build();
    }),
    lost,
    panes,
    make("p", { id: "told", class: "hidden", role: "status" }),
  );
  redraw = () => {
    lost.hidden = isConnected;
    list.draw();
    pane.draw();
    panes.dataset.pane = view.isWriting || openThread(view) ? "thread" : "list";
    const unread = threads(view).reduce((sum, thread) => sum + thread.unread, 0);
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${words("title")}`;
  };
  redraw();
}

/** Asks for the mails; a change that comes meanwhile is asked for once more. */
async function refresh(): Promise<void> {
  isStale = true;
  if (isLoading) {
    return;
  }
  isLoading = true;
  while (isStale) {
    isStale = false;
    view.state = await loadState().catch(() => view.state);
  }
  isLoading = false;
  const open = openThread(view);
  if (open && document.visibilityState === "visible") {
    readThread(view, open);
  }
  redraw();
  tellNews();
}

/** Says aloud that a mail came into the chosen mailbox. */
function tellNews(): void {
  const all: Thread[] = chosenMailbox(view) ? threads(view) : [];
  const arrived = all.flatMap((thread) => thread.mails.filter((mail) => !mail.isMine));
  const newest = arrived.sort((one, other) => one.at - other.at).at(-1);
  if (heardCount >= 0 && arrived.length > heardCount && newest) {
    announce(`${words("newMailArrived")} ${nameIn(newest.from)}: ${newest.subject}`);
  }
  heardCount = arrived.length;
}

function announce(what: string): void {
  const told = document.querySelector("#told");
  if (told) {
    told.textContent = what;
  }
}
