import { useRef } from "react";
import type { TagView } from "#contract/tags.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./TagChips.module.css";
import { useFitting } from "./use-fitting.ts";

type Props = { tags: readonly TagView[]; isWhole?: boolean };

/** The tags of a thread, small: those that have room, whole, and how many more there are; or all on as many lines as it takes. */
export function TagChips({ tags, isWhole = false }: Props) {
  if (tags.length === 0) {
    return null;
  }
  // Measured anew when they are others.
  const key = tags.map(({ name }) => name).join("\n");
  return isWhole ? <AllTags tags={tags} /> : <FittingTags key={key} tags={tags} />;
}

function AllTags({ tags }: Props) {
  const words = useWords();
  return (
    <span className={classes.chips} data-whole="true">
      <span className={classes.spoken}>{words("work.tags")}: </span>
      {tags.map(({ id, name, color }) => (
        <span key={id} className={classes.chip} data-color={color} title={name}>
          {name}
        </span>
      ))}
    </span>
  );
}

function FittingTags({ tags }: Props) {
  const words = useWords();
  const placeRef = useRef<HTMLSpanElement>(null);
  const names = tags.map(({ name }) => name);
  const fitting = useFitting(placeRef);
  const hidden = names.filter((_, index) => !fitting.has(index));
  return (
    <span ref={placeRef} className={classes.chips} title={hidden.length > 0 ? names.join(", ") : undefined}>
      <span className={classes.spoken}>
        {words("work.tags")}: {hidden.join(", ")}
      </span>
      {tags.map(({ id, name, color }, index) => (
        <span
          key={id}
          className={classes.chip}
          data-color={color}
          data-fits={fitting.has(index)}
          data-measured="true"
        >
          {name}
        </span>
      ))}
      {hidden.length > 0 && (
        <span className={classes.chip} data-color="grey" aria-hidden="true">
          +{hidden.length}
        </span>
      )}
    </span>
  );
}
