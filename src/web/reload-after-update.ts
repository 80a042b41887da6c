const guard = "mc.reloaded-at";
const onceInMs = 60_000;

/**
 * A tab that was open while the server got a new version asks for files that are gone: it loads the page anew, once
 * a minute at most. Without a connection it stays as it is. Drafts and messages on their way are in storage and stay.
 */
export function reloadAfterUpdate(): void {
  window.addEventListener("vite:preloadError", () => {
    const last = Number(sessionStorage.getItem(guard) ?? 0);
    if (Date.now() - last > onceInMs) {
      void reloadIfNew();
    }
  });
}

async function reloadIfNew(): Promise<void> {
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute("src") ?? "";
  try {
    const page = await (await fetch("/", { cache: "no-store" })).text();
    if (!page.includes(`"${entry}"`)) {
      sessionStorage.setItem(guard, String(Date.now()));
      window.location.reload();
    }
  } catch {
    // No connection: nothing newer can be had.
  }
}
