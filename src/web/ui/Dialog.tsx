import { Modal, type ModalProps } from "@mantine/core";
import classes from "./Dialog.module.css";
import { useWords } from "./use-words.ts";

/** A modal window: the kit's, with a name for its close button and full screen on phones. */
export function Dialog(props: ModalProps) {
  const words = useWords();
  return (
    <Modal
      centered
      classNames={{ title: classes.title }}
      radius="lg"
      closeButtonProps={{ "aria-label": words("app.close") }}
      {...props}
    />
  );
}
