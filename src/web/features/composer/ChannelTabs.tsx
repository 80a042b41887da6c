import type { KeyboardEvent } from "react";
import { ChannelIcon } from "../../ui/ChannelIcon.tsx";
import { channelWord } from "../../ui/channel-word.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ChannelTabs.module.css";

type Props = {
  kinds: readonly string[];
  current: string;
  panelId: string;
  /** Kinds in which something is typed and waits. */
  drafted: readonly string[];
  onChoose: (kind: string) => void;
};

/** The channel switch: tabs, so that arrow keys move between them. */
export function ChannelTabs({ kinds, current, panelId, drafted, onChoose }: Props) {
  const words = useWords();
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = kinds[(kinds.indexOf(current) + step + kinds.length) % kinds.length];
    if (step === 0 || next === undefined) {
      return;
    }
    event.preventDefault();
    onChoose(next);
    event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-kind="${next}"]`)?.focus();
  };
  return (
    <div className={classes.tabs} role="tablist" aria-label={words("composer.channels")}>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          role="tab"
          className={classes.tab}
          data-kind={kind}
          aria-selected={kind === current}
          aria-controls={panelId}
          tabIndex={kind === current ? 0 : -1}
          onKeyDown={handleKeyDown}
          onClick={() => onChoose(kind)}
        >
          <ChannelIcon kind={kind} size={16} />
          {channelWord(kind, words)}
          {kind !== current && drafted.includes(kind) && (
            <span className={classes.draft} role="img" aria-label={words("list.draft")} />
          )}
        </button>
      ))}
    </div>
  );
}
