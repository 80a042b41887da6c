const guard = "mc.reloaded-at";
const onceInMs = 60_000;

/**
 * A tab that was open while the server got a new version asks for files that are gone: it loads the page anew, once
 * a minute at most. Drafts and messages on their way are in storage and stay.
 */
export function reloadAfterUpdate(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(guard) ?? 0);
    if (Date.now() - last > onceInMs) {
      event.preventDefault();
      sessionStorage.setItem(guard, String(Date.now()));
      window.location.reload();
    }
  });
}
