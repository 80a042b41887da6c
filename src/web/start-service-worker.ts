/** Keeps the screens on this device, so that they open at once and without a connection; only of a built web. */
export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) {
    return;
  }
  const register = (): void => {
    navigator.serviceWorker.register("/service-worker.js").catch(() => {
      // A browser that forbids it shows the same screens from the server.
    });
  };
  // The first screen comes first.
  if (document.readyState === "complete") {
    register();
  } else {
    window.addEventListener("load", register, { once: true });
  }
}
