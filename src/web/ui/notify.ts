import { createStore } from "../api/create-store.ts";

/** Whether a notice was ever shown: only then their place is loaded. */
export const hasNotices = createStore(false);

/** Shows a short notice that goes away by itself; loaded when the first one is needed. */
export async function notify(text: string): Promise<void> {
  const { notifications } = await import("@mantine/notifications");
  notifications.show({ message: text, withCloseButton: false });
  hasNotices.set(true);
}
