import { createStore } from "../../api/create-store.ts";

/** Whether the browser lets us notify: not asked yet, allowed, refused, or not able to. */
export const desktopPermission = createStore<NotificationPermission | "impossible">(readPermission());

/** Asks the person; browsers demand that a click led here. */
export async function askPermission(): Promise<void> {
  if ("Notification" in window) {
    desktopPermission.set(await Notification.requestPermission());
  }
}

/** Reads the permission anew when the person comes back from the browser's own settings; returns how to stop. */
export function followPermission(): () => void {
  const read = (): void => desktopPermission.set(readPermission());
  read();
  window.addEventListener("focus", read);
  document.addEventListener("visibilitychange", read);
  return () => {
    window.removeEventListener("focus", read);
    document.removeEventListener("visibilitychange", read);
  };
}

/** Shows a notice of the desktop, one for each thread; nothing unless the person allowed it. */
export function showDesktopNotice(notice: {
  threadId: string;
  title: string;
  body: string;
  onClick: () => void;
}): void {
  if (readPermission() !== "granted") {
    return;
  }
  try {
    const shown = new Notification(notice.title, {
      body: notice.body,
      tag: notice.threadId,
      icon: "/icon-192.png",
      silent: true,
    });
    shown.onclick = () => {
      window.focus();
      shown.close();
      notice.onClick();
    };
  } catch {
    // Phones know notices of service workers only; there the sound and the list have to do.
  }
}

function readPermission(): NotificationPermission | "impossible" {
  return "Notification" in window ? Notification.permission : "impossible";
}
