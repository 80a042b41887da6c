import { IconArrowUp } from "@tabler/icons-react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./NewsPill.module.css";

/** Something came while the list was held still; a click shows it. */
export function NewsPill({ count, onShow }: { count: number; onShow: () => void }) {
  const words = useWords();
  return (
    <div className={classes.place} role="status">
      <button type="button" className={classes.pill} onClick={onShow}>
        <IconArrowUp size={14} aria-hidden="true" />
        {words("list.news", { count })}
      </button>
    </div>
  );
}
