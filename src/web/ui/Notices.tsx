import { useMediaQuery } from "@mantine/hooks";
import { Notifications } from "@mantine/notifications";
import { useParams } from "@tanstack/react-router";
import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";
import classes from "./Notices.module.css";

/** Where short notices appear and are read out: over the list, never over what one writes or presses in the thread. */
export function Notices() {
  const isNarrow = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false });
  const { threadId } = useParams({ strict: false });
  const position = !isNarrow ? "bottom-left" : threadId === undefined ? "bottom-center" : "top-center";
  return (
    <Notifications
      position={position}
      autoClose={6000}
      limit={3}
      containerWidth={isNarrow ? "24rem" : "20rem"}
      withinPortal={false}
      className={isNarrow ? classes.narrow : classes.beside}
    />
  );
}
