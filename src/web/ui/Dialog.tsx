import { Modal, type ModalProps } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useState } from "react";
import classes from "./Dialog.module.css";
import { useWords } from "./use-words.ts";

/** A modal window: the kit's, with a name for its close button and full screen on phones. */
export function Dialog(props: ModalProps) {
  const words = useWords();
  const isNarrow = useMediaQuery("(max-width: 760px)");
  useFocusReturn();
  return (
    <Modal
      centered
      classNames={{ title: classes.title }}
      radius={isNarrow ? 0 : "lg"}
      fullScreen={isNarrow}
      closeButtonProps={{ "aria-label": words("app.close") }}
      {...props}
    />
  );
}

/** Gives the focus back to what opened the dialog; the kit does so only for one that stays in the page when closed. */
function useFocusReturn(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) {
        opener.focus({ preventScroll: true });
      }
    },
    [opener],
  );
}
