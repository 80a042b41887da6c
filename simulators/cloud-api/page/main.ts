import { createActions } from "./actions.ts";
import { calls } from "./calls.ts";
import { createChatPane } from "./chat-pane.ts";
import { createCustomersPane } from "./customers-pane.ts";
import { fill, make, makeButton } from "./elements.ts";
import type { IconName } from "./icons.ts";
import { icon } from "./icons.ts";
import { createPanel } from "./panel.ts";
import { switchLanguage, text } from "./text.ts";
import { createTopBar, restoreTheme } from "./top-bar.ts";
import type { Pane } from "./view.ts";
import { chosenCustomer, createView } from "./view.ts";

const view = createView();
const narrow = matchMedia("(max-width: 759px)");
let redraw = () => {};
let refreshing: Promise<void> | null = null;
let isStale = false;

/** Asks for what is shown; a change that comes meanwhile is asked for once more. */
function refresh(): Promise<void> {
  isStale = true;
  refreshing ??= (async () => {
    while (isStale) {
      isStale = false;
      await load();
    }
  })().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function load(): Promise<void> {
  try {
    const state = await calls.state(view.phoneNumberId);
    view.heardAt = performance.now();
    view.state = state;
    view.phoneNumberId = state.phoneNumberId;
    if (!chosenCustomer(view) && !narrow.matches) {
      view.customerKey = state.customers[0]?.key ?? null;
    }
    const customer = chosenCustomer(view);
    view.thread = customer ? await calls.thread(customer.id, state.phoneNumberId) : null;
    view.isConnected = true;
  } catch {
    view.isConnected = false;
    setTimeout(refresh, 2_000);
  }
  redraw();
  markSeen();
}

/** What is on the screen counts as seen, as on any phone. */
function markSeen(): void {
  const customer = chosenCustomer(view);
  const isShown = document.visibilityState === "visible" && (!narrow.matches || view.pane === "chat");
  if (customer && customer.unseen > 0 && customer.isOnline && isShown && view.phoneNumberId) {
    calls.read(customer.id, view.phoneNumberId).catch(() => {});
  }
}

function build(): void {
  document.title = text("title");
  const actions = createActions(view, {
    refresh,
    redraw: () => {
      redraw();
      markSeen();
    },
  });
  const topBar = createTopBar(() => {
    switchLanguage();
    build();
  });
  const customers = createCustomersPane(view, actions);
  const chat = createChatPane(view, actions);
  const panel = createPanel(view, actions);
  const banner = make("p", { class: "banner", role: "status" });
  const panes = make("main", { class: "panes" }, customers.element, chat.element, panel.element);
  const tab = (pane: Pane, name: IconName, label: string) =>
    makeButton({ class: "bottom-tab", "data-pane": pane }, () => actions.showPane(pane), icon(name), label);
  const bottom = make(
    "nav",
    { class: "bottom-tabs", "aria-label": text("sections") },
    tab("customers", "people", text("customers")),
    tab("chat", "phone", text("chat")),
    tab("panel", "clock", text("panel")),
  );
  fill(document.getElementById("app") ?? document.body, topBar.element, banner, panes, bottom);
  redraw = () => {
    panes.dataset.pane = view.pane;
    for (const button of bottom.querySelectorAll<HTMLElement>("[data-pane]")) {
      button.setAttribute("aria-current", String(button.dataset.pane === view.pane));
    }
    banner.textContent = bannerWords();
    banner.hidden = banner.textContent === "";
    topBar.draw(view.state);
    customers.draw();
    chat.draw();
    panel.draw();
  };
  redraw();
}

function bannerWords(): string {
  if (!view.isConnected) {
    return text("connectionLost");
  }
  if (view.problem !== null) {
    return `${text("problem")} ${view.problem}`;
  }
  return view.state?.settings.hasWebhook === false ? text("noWebhook") : "";
}

restoreTheme();
build();
void refresh();
new EventSource("/control/events").addEventListener("change", () => void refresh());
document.addEventListener("visibilitychange", markSeen);
setInterval(() => redraw(), 1_000);
