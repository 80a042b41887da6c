import type { Actions } from "./actions.ts";
import { make, makeButton, on } from "./elements.ts";
import { icon } from "./icons.ts";
import { text } from "./text.ts";
import { duration, fieldValue, longDate, momentInSentence, readFieldValue, withSeconds } from "./times.ts";
import type { View } from "./view.ts";
import { chosenCustomer, simulatedNow, timeZone } from "./view.ts";

const hourMs = 3_600_000;

/** The simulated time, the ways to move it, and what it means for this customer's window. */
export function createClockCard(view: View, actions: Actions): { element: HTMLElement; draw: () => void } {
  const time = make("p", { class: "clock-time", role: "timer" });
  const date = make("p", { class: "clock-date" });
  const windowLine = make("p", { class: "window-line" });
  const nearly = makeButton(
    { class: "button button-wide" },
    () => void actions.toBeforeClosing(),
    text("beforeClosing"),
  );
  const field = make("input", { type: "datetime-local", step: 1, "aria-label": text("dateTime") });
  // Until somebody types there, the field shows the clock.
  let isTyped = false;
  on(field, {
    input() {
      isTyped = true;
    },
  });
  const form = on(
    make("form", { class: "clock-set" }, field, make("button", { class: "button" }, text("setClock"))),
    {
      submit(event) {
        event.preventDefault();
        isTyped = false;
        if (field.value !== "") {
          void actions.setClock(readFieldValue(field.value, timeZone(view)));
        }
      },
    },
  );
  const plus = (label: string, ms: number) =>
    makeButton({ class: "button" }, () => void actions.advance(ms), label);
  const real = makeButton(
    { class: "link-button" },
    () => void actions.advance(Date.now() - simulatedNow(view)),
    text("realTime"),
  );
  const element = make(
    "div",
    { class: "card" },
    make("h2", {}, icon("clock"), text("clock")),
    time,
    date,
    windowLine,
    make("div", { class: "button-row" }, plus(text("plusHour"), hourMs), plus(text("plusDay"), 24 * hourMs)),
    nearly,
    form,
    real,
  );
  const draw = () => {
    const now = simulatedNow(view);
    const zone = timeZone(view);
    const closesAt = view.thread?.windowClosesAt ?? null;
    time.textContent = view.state ? withSeconds(now, zone) : "";
    date.textContent = view.state ? longDate(now, zone) : "";
    const shown = windowWords(closesAt === null ? null : Date.parse(closesAt), now, zone);
    windowLine.hidden = chosenCustomer(view) === null;
    windowLine.textContent = shown.words;
    windowLine.dataset.state = shown.state;
    nearly.disabled = shown.state !== "open";
    real.hidden = Math.abs(Date.now() - now) < 2_000;
    if (!isTyped && view.state && document.activeElement !== field) {
      field.value = fieldValue(now, zone).slice(0, 16);
    }
  };
  return { element, draw };
}

function windowWords(closesAt: number | null, now: number, zone: string): { state: string; words: string } {
  if (closesAt === null) {
    return { state: "never", words: text("windowNever") };
  }
  const moment = momentInSentence(closesAt, now, zone);
  return now < closesAt
    ? {
        state: "open",
        words: `${text("windowOpen")} ${moment} (${text("windowLeft")} ${duration(closesAt - now)})`,
      }
    : { state: "closed", words: `${text("windowClosed")} ${moment}` };
}
