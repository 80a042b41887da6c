import { Modal, type ModalProps } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import classes from "./Dialog.module.css";
import { useWords } from "./use-words.ts";

/** A modal window: the kit's, with a name for its close button and full screen on phones. */
export function Dialog(props: ModalProps) {
  const words = useWords();
  const isNarrow = useMediaQuery("(max-width: 760px)");
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
