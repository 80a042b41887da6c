import { useMantineColorScheme } from "@mantine/core";
import {
  IconBell,
  IconBolt,
  IconBrightness,
  IconCoins,
  IconInbox,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconSettings,
  IconSun,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { threadView } from "#contract/threads.ts";
import { useStore } from "../../api/create-store.ts";
import { usePreferences } from "../../api/use-preferences.ts";
import { chooseLanguage } from "../../text/i18n.ts";
import { useLanguage, useWords } from "../../ui/use-words.ts";
import { askPermission, desktopPermission } from "../attention/desktop-notice.ts";
import type { Command } from "./command.ts";
import { isSingleKey } from "./match-keys.ts";
import { runShortcut, workingShortcuts } from "./registry.ts";
import { shellDialog } from "./shell-dialog.ts";
import { shortcutTable } from "./shortcut-table.ts";

const iconSize = 18;

/** Everything that the command bar can do apart from finding threads. */
export function useCommands(): Command[] {
  return [...useActions(), ...usePlaces(), ...useSettings()];
}

/** What the shortcuts do that work on this screen. */
function useActions(): Command[] {
  const words = useWords();
  const { singleKeys } = usePreferences();
  return useStore(workingShortcuts)
    .filter((name) => shortcutTable[name].group !== "general" || name === "undo")
    .map((name) => {
      const keys = shortcutTable[name].keys.find((one) => singleKeys || !isSingleKey(one));
      return {
        id: `do-${name}`,
        group: "actions",
        label: words(`shortcuts.do.${name}`),
        icon: <IconBolt size={iconSize} aria-hidden="true" />,
        ...(keys === undefined ? {} : { keys }),
        run: () => runShortcut(name),
      };
    });
}

function usePlaces(): Command[] {
  const words = useWords();
  const navigate = useNavigate();
  const views = threadView.options.map(
    (view): Command => ({
      id: `view-${view}`,
      group: "go",
      label: words("commands.view", { view: words(`views.${view}`) }),
      icon: <IconInbox size={iconSize} aria-hidden="true" />,
      run: () => void navigate({ to: "/inbox", search: view === "all" ? {} : { view } }),
    }),
  );
  return [
    ...views,
    {
      id: "go-costs",
      group: "go",
      label: words("rail.costsHint"),
      icon: <IconCoins size={iconSize} aria-hidden="true" />,
      run: () => void navigate({ to: "/costs", search: {} }),
    },
    {
      id: "go-settings",
      group: "go",
      label: words("rail.settings"),
      icon: <IconSettings size={iconSize} aria-hidden="true" />,
      run: () => void navigate({ to: "/settings" }),
    },
  ];
}

function useSettings(): Command[] {
  const words = useWords();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const themes = [
    { scheme: "light", icon: <IconSun size={iconSize} aria-hidden="true" /> },
    { scheme: "dark", icon: <IconMoon size={iconSize} aria-hidden="true" /> },
    { scheme: "auto", icon: <IconBrightness size={iconSize} aria-hidden="true" /> },
  ] as const;
  const other = language === "es" ? "en" : "es";
  const mayAsk = useStore(desktopPermission) === "default";
  return [
    ...(mayAsk
      ? [
          {
            id: "notices",
            group: "settings" as const,
            label: words("commands.notices"),
            icon: <IconBell size={iconSize} aria-hidden="true" />,
            run: () => void askPermission(),
          },
        ]
      : []),
    ...themes
      .filter(({ scheme }) => scheme !== colorScheme)
      .map(
        ({ scheme, icon }): Command => ({
          id: `theme-${scheme}`,
          group: "settings",
          label: words(`commands.theme.${scheme}`),
          icon,
          run: () => setColorScheme(scheme),
        }),
      ),
    {
      id: "language",
      group: "settings",
      label: words(`commands.language.${other}`),
      icon: <IconLanguage size={iconSize} aria-hidden="true" />,
      run: () => void chooseLanguage(other),
    },
    {
      id: "help",
      group: "settings",
      label: words("shortcuts.do.help"),
      keys: "?",
      icon: <IconKeyboard size={iconSize} aria-hidden="true" />,
      run: () => shellDialog.set("help"),
    },
  ];
}
