/** Where a shortcut belongs in the table that `?` shows. */
export type ShortcutGroup = "general" | "list" | "thread";

/**
 * Every shortcut of the product and its keys. A key alone is what the keyboard prints ("e", "?"); `Mod` is Ctrl, on
 * Apple's keyboards Cmd; "g i" is one after the other. Whatever registers the action makes it work (use-shortcut.ts).
 */
export const shortcutTable = {
  commands: { group: "general", keys: ["Mod+k"] },
  help: { group: "general", keys: ["?"] },
  goInbox: { group: "general", keys: ["g i"] },
  goTemplates: { group: "general", keys: ["g t"] },
  goSettings: { group: "general", keys: ["g s"] },
  back: { group: "general", keys: ["Escape"] },
  undo: { group: "general", keys: ["z", "Mod+z"] },
  search: { group: "list", keys: ["/"] },
  nextThread: { group: "list", keys: ["j", "Alt+j"] },
  previousThread: { group: "list", keys: ["k", "Alt+k"] },
  select: { group: "list", keys: ["x"] },
  reply: { group: "thread", keys: ["r"] },
  note: { group: "thread", keys: ["n"] },
  template: { group: "thread", keys: ["t"] },
  channel: { group: "thread", keys: ["c"] },
  assign: { group: "thread", keys: ["a"] },
  assignMe: { group: "thread", keys: ["i"] },
  resolve: { group: "thread", keys: ["e"] },
  resolveNext: { group: "thread", keys: ["Ctrl+Alt+e"] },
  snooze: { group: "thread", keys: ["s"] },
  tags: { group: "thread", keys: ["l"] },
  unread: { group: "thread", keys: ["u"] },
} as const satisfies Record<string, { group: ShortcutGroup; keys: readonly string[] }>;

/** Name of a shortcut. */
export type ShortcutName = keyof typeof shortcutTable;

/** All names, in the order of the table. */
export const shortcutNames = Object.keys(shortcutTable).filter(isShortcut);

function isShortcut(name: string): name is ShortcutName {
  return Object.hasOwn(shortcutTable, name);
}
