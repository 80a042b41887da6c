import { IconLayoutSidebarRight } from "@tabler/icons-react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./PanelToggle.module.css";
import { usePanel } from "./panel-state.ts";

/** Shows or hides the customer's panel; says which of both. */
export function PanelToggle() {
  const words = useWords();
  const { isOpen, toggle } = usePanel();
  const label = words(isOpen ? "panelPlace.hide" : "panelPlace.show");
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={isOpen}
      aria-label={label}
      title={label}
      onClick={toggle}
    >
      <IconLayoutSidebarRight size={20} aria-hidden="true" />
    </button>
  );
}
