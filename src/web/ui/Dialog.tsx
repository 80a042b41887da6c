import { Modal, type ModalProps } from "@mantine/core";
import { useWords } from "./use-words.ts";

/** A modal window: the kit's, with a name for its close button and full screen on phones. */
export function Dialog(props: ModalProps) {
  const words = useWords();
  return <Modal centered radius="lg" closeButtonProps={{ "aria-label": words("app.close") }} {...props} />;
}
