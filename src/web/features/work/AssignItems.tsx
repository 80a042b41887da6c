import { Menu } from "@mantine/core";
import { IconUserCheck, IconUserOff } from "@tabler/icons-react";
import { useMembers } from "../../api/use-members.ts";
import { useSession } from "../../api/use-session.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { useWords } from "../../ui/use-words.ts";
import type { WorkThread } from "./work-change.ts";

type Props = {
  threads: readonly WorkThread[];
  onAssign: (assignee: { id: string; name: string } | null) => void;
};

/** To whom threads can be given: me first, then the others, then nobody. */
export function AssignItems({ threads, onAssign }: Props) {
  const words = useWords();
  const { user } = useSession();
  const isEverybodys = (id: string | null): boolean =>
    threads.every(({ assignee }) => (assignee?.id ?? null) === id);
  const others = useMembers().filter(({ id, active }) => active && id !== user.id && !isEverybodys(id));
  return (
    <>
      {!isEverybodys(user.id) && (
        <Menu.Item
          leftSection={<IconUserCheck size={18} aria-hidden="true" />}
          onClick={() => onAssign({ id: user.id, name: user.name })}
        >
          {words("thread.assignToMe")}
        </Menu.Item>
      )}
      {others.map(({ id, name }) => (
        <Menu.Item
          key={id}
          leftSection={<Avatar name={name} size="sm" />}
          onClick={() => onAssign({ id, name })}
        >
          {name}
        </Menu.Item>
      ))}
      {!isEverybodys(null) && (
        <Menu.Item leftSection={<IconUserOff size={18} aria-hidden="true" />} onClick={() => onAssign(null)}>
          {words("thread.unassign")}
        </Menu.Item>
      )}
    </>
  );
}
