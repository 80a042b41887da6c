import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "../../api/create-store.ts";
import { queryClient } from "../../api/query-client.ts";
import { currentPreferences, usePreferences } from "../../api/use-preferences.ts";
import { listenForShortcuts } from "./listen-for-shortcuts.ts";
import { shellDialog } from "./shell-dialog.ts";
import { useShortcut } from "./use-shortcut.ts";

const CommandBar = lazy(async () => {
  const { CommandBar: component } = await import("./CommandBar.tsx");
  return { default: component };
});

const ShortcutHelp = lazy(async () => {
  const { ShortcutHelp: component } = await import("./ShortcutHelp.tsx");
  return { default: component };
});

/** Makes the keys work on every screen behind the sign-in, with the command bar and the table of keys. */
export function Shortcuts() {
  const navigate = useNavigate();
  const { threadId } = useParams({ strict: false });
  const open = useStore(shellDialog);
  usePreferences();
  useEffect(() => listenForShortcuts(() => currentPreferences(queryClient).singleKeys), []);
  useShortcut("commands", () => shellDialog.set("commands"));
  useShortcut("help", () => shellDialog.set("help"));
  useShortcut("goInbox", () => void navigate({ to: "/inbox", search: {} }));
  useShortcut("goSettings", () => void navigate({ to: "/settings" }));
  useShortcut("goTemplates", () => void navigate({ to: "/settings/$page", params: { page: "templates" } }));
  const handleBack = async (id: string): Promise<void> => {
    await navigate({ to: "/inbox", search: (search) => search });
    // The focus goes to the thread that was left, so that the next key goes on from there.
    document.querySelector<HTMLElement>(`a[href*="/inbox/${CSS.escape(id)}"]`)?.focus();
  };
  useShortcut("back", threadId === undefined ? null : () => void handleBack(threadId));
  return (
    <Suspense>
      {open === "commands" && <CommandBar />}
      {open === "help" && <ShortcutHelp />}
    </Suspense>
  );
}
