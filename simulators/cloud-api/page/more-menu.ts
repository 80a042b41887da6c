import type { Actions } from "./actions.ts";
import { fill, make, makeButton, on } from "./elements.ts";
import type { IconName } from "./icons.ts";
import { icon } from "./icons.ts";
import type { TextKey } from "./text.ts";
import { text } from "./text.ts";
import type { Recorder } from "./voice-recorder.ts";
import { canRecord, startRecording } from "./voice-recorder.ts";

/** What is a tap away; every other kind is in the list below. */
const common: readonly (readonly [kind: string, key: TextKey, drawing: IconName])[] = [
  ["voice", "sampleVoice", "microphone"],
  ["location", "sendLocation", "location"],
  ["contacts", "sendContact", "people"],
];

/** The button beside the attachment: voice note, place, contact, a call, or a message of any kind. */
export function createMoreMenu(actions: Actions): HTMLElement {
  const list = make("select", { id: "example-kind", "aria-label": text("otherKind") });
  const menu = make(
    "div",
    { class: "more-menu", role: "group", "aria-label": text("more") },
    ...common.map(([kind, key, drawing]) =>
      makeButton(
        { class: "more-item" },
        () => choose(() => actions.sendExample(kind)),
        icon(drawing),
        text(key),
      ),
    ),
    makeButton({ class: "more-item" }, () => choose(() => actions.call()), icon("phone"), text("callHotel")),
    canRecord ? createRecordButton(actions) : null,
    make(
      "div",
      { class: "more-other" },
      list,
      makeButton({ class: "button" }, () => choose(() => actions.sendExample(list.value)), text("send")),
    ),
  );
  const button = makeButton(
    { class: "icon-button", "aria-label": text("more"), title: text("more"), "aria-expanded": "false" },
    () => toggle(menu.hidden !== false),
    icon("add"),
  );
  const toggle = (isOpen: boolean) => {
    menu.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && list.options.length === 0) {
      void actions.exampleKinds().then((kinds) => {
        fill(list, ...kinds.map((kind) => make("option", { value: kind }, kind)));
      });
    }
  };
  const choose = (work: () => Promise<void>) => {
    toggle(false);
    void work();
  };
  toggle(false);
  const area = make("div", { class: "more" }, button, menu);
  return on(area, {
    keydown(event) {
      if (event.key === "Escape") {
        toggle(false);
        button.focus();
      }
    },
  });
}

/** Records at the first tap, stops and sends at the second. */
function createRecordButton(actions: Actions): HTMLElement {
  const words = make("span", {}, text("recordVoice"));
  let recorder: Recorder | null = null;
  const start = async () => {
    recorder = await startRecording();
    words.textContent = text("stopRecording");
  };
  const stop = async (running: Recorder) => {
    recorder = null;
    words.textContent = text("recordVoice");
    await actions.sendFile(await running.stop(), "");
  };
  return makeButton(
    { class: "more-item" },
    () => void actions.tryOut(() => (recorder ? stop(recorder) : start())),
    icon("microphone"),
    words,
  );
}
