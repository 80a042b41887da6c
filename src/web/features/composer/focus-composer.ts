/** Puts the focus into the first field of the composer that is to be filled, once it is there. */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    const composer = document.getElementById("composer");
    (composer?.querySelector<HTMLElement>("[role=tabpanel] :is(input, textarea)") ?? composer)?.focus();
  });
}
