import { make } from "./elements.ts";

/** A round mark with initials; its colour belongs to the key. */
export function avatar(name: string, key: string): HTMLElement {
  const letters = name.match(/\p{L}+/gu) ?? [];
  const initials = [letters[0], letters.length > 1 ? letters.at(-1) : undefined]
    .map((word) => word?.[0] ?? "")
    .join("");
  const tint = Array.from(key).reduce((sum, sign) => sum * 31 + (sign.codePointAt(0) ?? 0), 7) % 6;
  return make("span", { class: `avatar tint-${tint}`, "aria-hidden": "true" }, initials.toUpperCase() || "#");
}
