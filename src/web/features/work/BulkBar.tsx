import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCheck, IconTag, IconUser, IconX, IconZzz } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useStore } from "../../api/create-store.ts";
import { useWords } from "../../ui/use-words.ts";
import { AssignItems } from "./AssignItems.tsx";
import classes from "./BulkBar.module.css";
import { menuProps } from "./menu-props.ts";
import { SnoozeItems } from "./SnoozeItems.tsx";
import { clearSelection, selectAllShown, selection } from "./selection.ts";
import { shownThreads } from "./shown-threads.ts";
import { TagItems } from "./TagItems.tsx";
import { useWork } from "./use-work.ts";
import type { WorkChange } from "./work-change.ts";

const SnoozeDialog = lazy(async () => {
  const { SnoozeDialog: component } = await import("./SnoozeDialog.tsx");
  return { default: component };
});

/** What can be done with all selected threads at once. */
export function BulkBar() {
  const words = useWords();
  const work = useWork();
  const selected = useStore(selection);
  const shown = useStore(shownThreads);
  const [isPickingDate, setIsPickingDate] = useState(false);
  const threads = shown.filter(({ id }) => selected.has(id));
  if (threads.length === 0) {
    return null;
  }
  const change = (wish: WorkChange): void => void work(threads, wish);
  const changeAndClear = (wish: WorkChange): void => {
    change(wish);
    clearSelection();
  };
  const snooze = (until: number): void =>
    changeAndClear({ status: "snoozed", snoozedUntil: new Date(until).toISOString() });
  return (
    <section className={classes.bar} aria-label={words("work.bulk")}>
      <p className={classes.count} role="status">
        {words("work.selected", { count: threads.length })}
      </p>
      {threads.length < shown.length && (
        <Button variant="subtle" size="compact-sm" onClick={selectAllShown}>
          {words("work.selectAll")}
        </Button>
      )}
      <ActionIcon
        className={classes.close}
        variant="subtle"
        color="gray"
        aria-label={words("work.clearSelection")}
        title={words("work.clearSelection")}
        onClick={clearSelection}
      >
        <IconX size={18} aria-hidden="true" />
      </ActionIcon>
      <div className={classes.actions}>
        <Menu position="bottom-start" {...menuProps}>
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconUser size={16} aria-hidden="true" />}>
              {words("work.assign")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <AssignItems threads={threads} onAssign={(assignee) => changeAndClear({ assignee })} />
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom" {...menuProps}>
          <Menu.Target>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={words("work.tags")}
              title={words("work.tags")}
            >
              <IconTag size={16} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <TagItems
              threads={threads}
              onTag={(tag, isOn) => change(isOn ? { addTags: [tag] } : { removeTags: [tag] })}
            />
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end" {...menuProps}>
          <Menu.Target>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={words("work.snooze")}
              title={words("work.snooze")}
            >
              <IconZzz size={16} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <SnoozeItems
              isSnoozed={threads.every(({ status }) => status === "snoozed")}
              onSnooze={snooze}
              onWake={() => changeAndClear({ status: "open" })}
              onPickDate={() => setIsPickingDate(true)}
            />
          </Menu.Dropdown>
        </Menu>
        <Button
          size="xs"
          leftSection={<IconCheck size={16} aria-hidden="true" />}
          onClick={() => changeAndClear({ status: "resolved" })}
        >
          {words("thread.resolve")}
        </Button>
      </div>
      <Suspense>
        {isPickingDate && <SnoozeDialog onSnooze={snooze} onClose={() => setIsPickingDate(false)} />}
      </Suspense>
    </section>
  );
}
