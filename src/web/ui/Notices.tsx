import { Notifications } from "@mantine/notifications";
import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";

/** Where short notices appear and are read out. */
export function Notices() {
  return <Notifications position="bottom-right" autoClose={5000} />;
}
