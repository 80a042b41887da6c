import type { Actions } from "./actions.ts";
import { make, makeButton, on } from "./elements.ts";
import { text } from "./text.ts";

/** Asks for a new customer: name and number, or no number at all. */
export function openAddDialog(actions: Actions): void {
  const name = make("input", { id: "add-name", required: true, maxlength: 80, autocomplete: "off" });
  const phone = make("input", {
    id: "add-phone",
    type: "tel",
    required: true,
    autocomplete: "off",
    placeholder: "+34 600 900 …",
  });
  const hides = make("input", { id: "add-hides", type: "checkbox" });
  const problem = make("p", { class: "problem", role: "alert" });
  on(hides, {
    change() {
      phone.disabled = hides.checked;
      phone.required = !hides.checked;
    },
  });
  const form = make(
    "form",
    { class: "form", method: "dialog" },
    make("h2", { id: "add-title" }, text("addCustomer")),
    make("label", { class: "field", for: "add-name" }, text("name"), name),
    make(
      "label",
      { class: "field", for: "add-phone" },
      text("phone"),
      phone,
      make("small", {}, text("phoneHint")),
    ),
    make("label", { class: "choice", for: "add-hides" }, hides, text("hidesNumber")),
    problem,
    make(
      "div",
      { class: "form-end" },
      makeButton({ class: "button button-quiet" }, () => dialog.close(), text("cancel")),
      make("button", { class: "button button-main" }, text("add")),
    ),
  );
  const dialog = on(make("dialog", { class: "dialog", "aria-labelledby": "add-title" }, form), {
    close: () => dialog.remove(),
  });
  const add = async () => {
    const digits = phone.value.replace(/\D/g, "");
    const bsuid = `ES.13${String(Math.floor(Math.random() * 1e13)).padStart(13, "0")}`;
    try {
      await actions.addCustomer({
        name: name.value.trim(),
        ...(hides.checked ? { bsuid } : { waId: digits }),
      });
      dialog.close();
    } catch (error) {
      problem.textContent = `${text("problem")} ${error instanceof Error ? error.message : ""}`;
    }
  };
  on(form, {
    submit(event) {
      event.preventDefault();
      void add();
    },
  });
  document.body.append(dialog);
  dialog.showModal();
}
