import { make, makeButton, on } from "../../cloud-api/page/elements.ts";
import type { Customer } from "./model.ts";
import { words } from "./words.ts";

/** Asks for the name and address of a new mailbox. */
export function openAddMailbox(onAdd: (customer: Customer) => void): void {
  const name = make("input", { id: "add-name", required: true, maxlength: 80, autocomplete: "off" });
  const address = make("input", {
    id: "add-address",
    type: "email",
    required: true,
    maxlength: 200,
    autocomplete: "off",
    placeholder: "ana@example.com",
  });
  const form = make(
    "form",
    { class: "form", method: "dialog" },
    make("h2", { id: "add-title" }, words("addAddress")),
    make("label", { class: "field", for: "add-name" }, words("name"), name),
    make(
      "label",
      { class: "field", for: "add-address" },
      words("address"),
      address,
      make("small", {}, words("addAddressHelp")),
    ),
    make(
      "div",
      { class: "form-end" },
      makeButton({ class: "button button-quiet" }, () => dialog.close(), words("cancel")),
      make("button", { class: "button button-main" }, words("add")),
    ),
  );
  const dialog = on(make("dialog", { class: "dialog", "aria-labelledby": "add-title" }, form), {
    close: () => dialog.remove(),
  });
  on(address, {
    invalid: () => address.setCustomValidity(words("invalidAddress")),
    input: () => address.setCustomValidity(""),
  });
  on(form, {
    submit() {
      onAdd({ name: name.value.trim(), address: address.value.trim().toLowerCase() });
    },
  });
  document.body.append(dialog);
  dialog.showModal();
}
