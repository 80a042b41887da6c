import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconCheck,
  IconChevronDown,
  IconClockPause,
  IconDots,
  IconMailOpened,
  IconPlayerSkipForward,
  IconRotate,
  IconTag,
  IconUser,
  IconZzz,
} from "@tabler/icons-react";
import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { useStore } from "../../api/create-store.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { useIsPainted } from "../../ui/use-is-painted.ts";
import { useWords } from "../../ui/use-words.ts";
import { useHint } from "../shortcuts/use-hint.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { AssignItems } from "./AssignItems.tsx";
import { menuProps } from "./menu-props.ts";
import { SnoozeItems } from "./SnoozeItems.tsx";
import { TagItems } from "./TagItems.tsx";
import { useThreadCommands } from "./use-thread-commands.ts";
import classes from "./WorkActions.module.css";
import { workMenu } from "./work-menu.ts";

const SnoozeDialog = lazy(async () => {
  const { SnoozeDialog: component } = await import("./SnoozeDialog.tsx");
  return { default: component };
});

/** What can be done with the open thread; where there is no room, in one menu. */
export function WorkActions({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const isPainted = useIsPainted();
  const commands = useThreadCommands(thread);
  const [isPickingDate, setIsPickingDate] = useState(false);
  const hint = useHint();
  useShortcut("assign", () => workMenu.set("assign"));
  useShortcut("snooze", () => workMenu.set("snooze"));
  useShortcut("tags", () => workMenu.set("tags"));
  useShortcut("assignMe", () => void commands.assignToMe());
  useShortcut("resolve", () => void commands.toggleResolved());
  useShortcut("resolveNext", () => void commands.resolveAndNext());
  useShortcut("unread", () => void commands.markUnread());
  const isResolved = thread.status === "resolved";
  const resolveWord = words(isResolved ? "thread.reopen" : "thread.resolve");
  const ResolveIcon = isResolved ? IconRotate : IconCheck;
  const { assignee } = thread;
  const assigneeWord =
    assignee === null ? words("thread.unassigned") : words("thread.assignee", { name: assignee.name });
  const assignItems = <AssignItems threads={[thread]} onAssign={(one) => void commands.assign(one)} />;
  const snoozeItems = (
    <SnoozeItems
      isSnoozed={thread.status === "snoozed"}
      onSnooze={(until) => void commands.snooze(until)}
      onWake={() => void commands.open()}
      onPickDate={() => setIsPickingDate(true)}
    />
  );
  const tagItems = <TagItems threads={[thread]} onTag={(tag, isOn) => void commands.tag(tag, isOn)} />;
  const moreItems = (
    <>
      {!isResolved && (
        <Menu.Item
          leftSection={<IconPlayerSkipForward size={18} aria-hidden="true" />}
          onClick={() => void commands.resolveAndNext()}
        >
          {words("work.resolveAndNext")}
        </Menu.Item>
      )}
      {thread.status === "pending" ? (
        <Menu.Item
          leftSection={<IconRotate size={18} aria-hidden="true" />}
          onClick={() => void commands.open()}
        >
          {words("work.openAgain")}
        </Menu.Item>
      ) : (
        <Menu.Item
          leftSection={<IconClockPause size={18} aria-hidden="true" />}
          onClick={() => void commands.hold()}
        >
          {words("work.hold")}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconMailOpened size={18} aria-hidden="true" />}
        onClick={() => void commands.markUnread()}
      >
        {words("work.markUnread")}
      </Menu.Item>
    </>
  );
  return (
    <>
      <div className={classes.wide}>
        <WorkMenu
          name="assign"
          isReady={isPainted}
          target={
            <Button
              variant="default"
              size="sm"
              classNames={{ root: classes.assignee, label: classes.name, section: classes.face }}
              aria-label={assigneeWord}
              title={hint(words("work.assign"), "assign")}
              leftSection={
                assignee === null ? (
                  <IconUser size={18} aria-hidden="true" />
                ) : (
                  <Avatar name={assignee.name} size="xs" />
                )
              }
            >
              {assignee?.name ?? words("thread.unassigned")}
            </Button>
          }
        >
          {assignItems}
        </WorkMenu>
        <WorkMenu
          name="tags"
          isReady={isPainted}
          target={
            <ActionIcon
              variant="default"
              size={34}
              aria-label={words("work.tags")}
              title={hint(words("work.tags"), "tags")}
            >
              <IconTag size={18} aria-hidden="true" />
            </ActionIcon>
          }
        >
          {tagItems}
        </WorkMenu>
        <WorkMenu
          name="snooze"
          isReady={isPainted}
          target={
            <ActionIcon
              variant="default"
              size={34}
              aria-label={words("work.snooze")}
              title={hint(words("work.snooze"), "snooze")}
            >
              <IconZzz size={18} aria-hidden="true" />
            </ActionIcon>
          }
        >
          {snoozeItems}
        </WorkMenu>
        <div className={classes.split}>
          <Button
            size="sm"
            variant={isResolved ? "default" : "filled"}
            title={hint(resolveWord, "resolve")}
            leftSection={<ResolveIcon size={16} aria-hidden="true" />}
            onClick={() => void commands.toggleResolved()}
          >
            {resolveWord}
          </Button>
          <WorkMenu
            name="more"
            isReady={isPainted}
            target={
              <ActionIcon
                size={34}
                variant={isResolved ? "default" : "filled"}
                aria-label={words("thread.more")}
                title={words("thread.more")}
              >
                <IconChevronDown size={16} aria-hidden="true" />
              </ActionIcon>
            }
          >
            {moreItems}
          </WorkMenu>
        </div>
      </div>
      <div className={classes.narrow}>
        <WorkMenu
          name="all"
          isReady={isPainted}
          target={
            <ActionIcon variant="subtle" color="gray" size={44} aria-label={words("thread.more")}>
              <IconDots size={22} aria-hidden="true" />
            </ActionIcon>
          }
        >
          <fieldset aria-label={words("thread.more")} className={classes.tall} {...keyboardScrollable}>
            <Menu.Item
              leftSection={<ResolveIcon size={18} aria-hidden="true" />}
              onClick={() => void commands.toggleResolved()}
            >
              {resolveWord}
            </Menu.Item>
            {moreItems}
            <Menu.Label>{words("work.snooze")}</Menu.Label>
            {snoozeItems}
            <Menu.Label>{words("work.assign")}</Menu.Label>
            {assignItems}
            <Menu.Label>{words("work.tags")}</Menu.Label>
            {tagItems}
          </fieldset>
        </WorkMenu>
      </div>
      <Suspense>
        {isPickingDate && (
          <SnoozeDialog
            onSnooze={(until) => void commands.snooze(until)}
            onClose={() => setIsPickingDate(false)}
          />
        )}
      </Suspense>
    </>
  );
}

type Name = NonNullable<ReturnType<typeof workMenu.get>>;
type MenuProps = {
  name: Name;
  /** False: only the button is there. Asked for then, the menu opens as soon as it can. */
  isReady: boolean;
  target: ReactElement<{ onClick: () => void }>;
  children: ReactNode;
};

function WorkMenu({ name, isReady, target, children }: MenuProps) {
  const open = useStore(workMenu);
  if (!isReady) {
    return cloneElement(target, { onClick: () => workMenu.set(name) });
  }
  return (
    <Menu
      position="bottom-end"
      {...menuProps}
      opened={open === name}
      onChange={(isOpen) => workMenu.set(isOpen ? name : null)}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
