import type { ReactNode } from "react";

/** What a command of the bar is about; in the order in which the bar shows them. */
export const commandGroups = ["threads", "actions", "go", "settings"] as const;

/** One line of the command bar. */
export type Command = {
  id: string;
  group: (typeof commandGroups)[number];
  label: string;
  /** What else it is found by. */
  detail?: string;
  icon: ReactNode;
  /** Its keys, as the table of shortcuts writes them. */
  keys?: string;
  run: () => void;
};

/** The commands that have every word of the question in label or detail; accents and capitals do not matter. */
export function findCommands(commands: readonly Command[], question: string): Command[] {
  const asked = plain(question).split(/\s+/).filter(Boolean);
  return commands.filter(({ label, detail = "" }) => {
    const text = plain(`${label} ${detail}`);
    return asked.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
