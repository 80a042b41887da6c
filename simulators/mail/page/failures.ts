import { make, on } from "../../cloud-api/page/elements.ts";
import { icon } from "../../cloud-api/page/icons.ts";
import { provoke } from "./calls.ts";
import { type WordKey, words } from "./words.ts";

const kinds = [
  "smtp-bounce",
  "smtp-delay",
  "smtp-refuse-recipient",
  "smtp-busy",
  "smtp-cut-after-data",
  "imap-cut",
  "imap-new-uidvalidity",
] as const satisfies readonly WordKey[];

/** Makes mail fail on demand, to see what the product does. */
export function createFailures(): HTMLElement {
  const select = make(
    "select",
    { id: "failure" },
    ...kinds.map((kind) => make("option", { value: kind }, words(kind))),
  );
  const told = make("p", { role: "status", class: "told" });
  const form = make(
    "form",
    { class: "failure-form" },
    make("p", { class: "card-help" }, words("failuresHelp")),
    make("label", { class: "hidden", for: "failure" }, words("failureKind")),
    select,
    make("button", { class: "button" }, words("provoke")),
    told,
  );
  on(form, {
    submit(event) {
      event.preventDefault();
      const label = select.selectedOptions[0]?.textContent ?? "";
      void provoke(select.value).then(
        () => {
          told.textContent = `${words("provoked")}: ${label}`;
        },
        (error: unknown) => {
          told.textContent = `${words("problem")} ${error instanceof Error ? error.message : ""}`;
        },
      );
    },
  });
  return make("details", { class: "failures" }, make("summary", {}, icon("bolt"), words("failures")), form);
}
