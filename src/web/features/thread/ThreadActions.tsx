import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown, IconDots, IconRotate } from "@tabler/icons-react";
import type { ThreadDetail } from "#contract/threads.ts";
import { useWords } from "../../ui/use-words.ts";
import { AssignItems } from "./AssignItems.tsx";
import classes from "./ThreadHeader.module.css";
import { useUpdateThread } from "./use-update-thread.ts";

/** Assign and resolve; where there is no room, in one menu. */
export function ThreadActions({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const update = useUpdateThread(thread);
  const { assignee } = thread;
  const isResolved = thread.status === "resolved";
  const resolveWord = words(isResolved ? "thread.reopen" : "thread.resolve");
  const ResolveIcon = isResolved ? IconRotate : IconCheck;
  const handleResolve = (): void => update.mutate({ status: isResolved ? "open" : "resolved" });
  const handleAssign = (assigneeId: string | null): void => update.mutate({ assigneeId });
  return (
    <>
      <div className={classes.wide}>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button
              variant="default"
              size="sm"
              rightSection={<IconChevronDown size={16} aria-hidden="true" />}
              loading={update.isPending}
            >
              {assignee === null
                ? words("thread.unassigned")
                : words("thread.assignee", { name: assignee.name })}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <AssignItems thread={thread} onAssign={handleAssign} />
          </Menu.Dropdown>
        </Menu>
        <Button
          size="sm"
          variant={isResolved ? "default" : "filled"}
          disabled={update.isPending}
          leftSection={<ResolveIcon size={16} aria-hidden="true" />}
          onClick={handleResolve}
        >
          {resolveWord}
        </Button>
      </div>
      <div className={classes.narrow}>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={44} aria-label={words("thread.more")}>
              <IconDots size={22} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={handleResolve}>{resolveWord}</Menu.Item>
            <Menu.Divider />
            <AssignItems thread={thread} onAssign={handleAssign} />
          </Menu.Dropdown>
        </Menu>
      </div>
    </>
  );
}
