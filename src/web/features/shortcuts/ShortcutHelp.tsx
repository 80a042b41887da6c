import { Switch } from "@mantine/core";
import { Fragment } from "react";
import { useStore } from "../../api/create-store.ts";
import { usePreferences, useSavePreferences } from "../../api/use-preferences.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { Keys } from "./Keys.tsx";
import { isSingleKey } from "./match-keys.ts";
import { workingShortcuts } from "./registry.ts";
import classes from "./ShortcutHelp.module.css";
import { shellDialog } from "./shell-dialog.ts";
import { type ShortcutGroup, shortcutTable } from "./shortcut-table.ts";

const groups: readonly ShortcutGroup[] = ["general", "list", "thread"];

/** The table of keys: only what works on this screen, and the switch for single keys. */
export function ShortcutHelp() {
  const words = useWords();
  const working = useStore(workingShortcuts);
  const preferences = usePreferences();
  const save = useSavePreferences();
  const isUsable = (keys: string): boolean => preferences.singleKeys || !isSingleKey(keys);
  return (
    <Dialog opened onClose={() => shellDialog.set(null)} title={words("shortcuts.title")} size="lg">
      <div className={classes.groups}>
        {groups.map((group) => {
          const names = working.filter(
            (name) => shortcutTable[name].group === group && shortcutTable[name].keys.some(isUsable),
          );
          return names.length === 0 ? null : (
            <section key={group} className={classes.group}>
              <h3 className={classes.heading}>{words(`shortcuts.${group}`)}</h3>
              <dl className={classes.table}>
                {names.map((name) => (
                  <div key={name} className={classes.row}>
                    <dt>{words(`shortcuts.do.${name}`)}</dt>
                    <dd className={classes.keys}>
                      {shortcutTable[name].keys.filter(isUsable).map((keys, index) => (
                        <Fragment key={keys}>
                          {index > 0 && <span className={classes.or}>{words("shortcuts.or")}</span>}
                          <Keys keys={keys} />
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <div className={classes.choice}>
        <Switch
          label={words("shortcuts.single")}
          description={words("shortcuts.singleHint")}
          checked={preferences.singleKeys}
          onChange={(event) => save.mutate({ ...preferences, singleKeys: event.currentTarget.checked })}
        />
        {save.isError && <ErrorNote error={save.error} />}
      </div>
    </Dialog>
  );
}
