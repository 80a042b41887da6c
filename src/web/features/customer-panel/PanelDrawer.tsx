import "@mantine/core/styles/Drawer.css";
import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./PanelDrawer.module.css";

/** The panel over the thread: from the side, on phones as a whole page. Takes the focus and gives it back. */
export function PanelDrawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const words = useWords();
  const isNarrow = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isNarrow ? "100%" : "22rem"}
      title={words("panelPlace.label")}
      classNames={{ title: classes.title, body: classes.body, header: classes.header }}
      closeButtonProps={{ "aria-label": words("panelPlace.hide"), size: 44, iconSize: 22 }}
      transitionProps={{ duration: 150 }}
    >
      {children}
    </Drawer>
  );
}
