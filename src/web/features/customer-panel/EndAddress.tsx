import { Button } from "@mantine/core";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./EndAddress.module.css";

type Props = { label: string; onEnd: () => void; onClose: () => void };

/** Asks before an address ends: who writes from it later is somebody new. */
export function EndAddress({ label, onEnd, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog opened onClose={onClose} title={words("panel.endTitle", { address: label })}>
      <p className={classes.text}>{words("panel.endText")}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {words("app.cancel")}
        </Button>
        <Button color="red" onClick={onEnd}>
          {words("panel.end")}
        </Button>
      </div>
    </Dialog>
  );
}
