/** Shows a short notice that goes away by itself; loaded when the first one is needed. */
export async function notify(text: string): Promise<void> {
  const { notifications } = await import("@mantine/notifications");
  notifications.show({ message: text, withCloseButton: false });
}
