import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { focusComposer } from "./focus-composer.ts";
import { noteKind } from "./use-route.ts";

type Input = {
  kinds: readonly string[];
  current: string;
  onChoose: (kind: string) => void;
  onPickTemplate: () => void;
};

/** The keys of the composer: answer, note, template, next channel. */
export function useComposerShortcuts({ kinds, current, onChoose, onPickTemplate }: Input): void {
  const writeAs = (kind: string): void => {
    if (kind !== current) {
      onChoose(kind);
    }
    focusComposer();
  };
  useShortcut("reply", () => writeAs(current === noteKind ? "whatsapp" : current));
  useShortcut("note", () => writeAs(noteKind));
  useShortcut("channel", () => writeAs(kinds[(kinds.indexOf(current) + 1) % kinds.length] ?? current));
  useShortcut("template", () => {
    if (current !== "whatsapp") {
      onChoose("whatsapp");
    }
    onPickTemplate();
  });
}
