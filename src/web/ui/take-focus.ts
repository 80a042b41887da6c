/** As a `ref`: puts the focus into a field that a click has just opened, where the person goes on typing. */
export function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}
