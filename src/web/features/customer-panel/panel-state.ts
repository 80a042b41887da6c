import { useMediaQuery } from "@mantine/hooks";
import { createStore, useStore } from "../../api/create-store.ts";
import { createStored } from "../../api/stored.ts";

/** Whether the panel stands beside the thread; remembered in this browser. */
const beside = createStored("panel", (raw): { isOpen: boolean } => ({
  isOpen: !(typeof raw === "object" && raw !== null && "isOpen" in raw && raw.isOpen === false),
}));
/** Where there is no room beside the thread, the panel lies over it until it is closed. */
const drawer = createStore(false);

/** The panel's place and whether it is open there, with what opens and closes it. */
export function usePanel(): { isDrawer: boolean; isOpen: boolean; toggle: () => void; close: () => void } {
  // Asked in the first render already: the panel must not appear and go away again.
  const isDrawer = useMediaQuery("(max-width: 1180px)", false, { getInitialValueInEffect: false });
  const isBeside = useStore(beside).isOpen;
  const isOver = useStore(drawer);
  const isOpen = isDrawer ? isOver : isBeside;
  const set = (open: boolean): void =>
    isDrawer ? drawer.set(open) : beside.update(() => ({ isOpen: open }));
  return { isDrawer, isOpen, toggle: () => set(!isOpen), close: () => set(false) };
}
