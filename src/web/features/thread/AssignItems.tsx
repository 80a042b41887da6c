import { Menu } from "@mantine/core";
import type { ThreadDetail } from "#contract/threads.ts";
import { useMembers } from "../../api/use-members.ts";
import { useSession } from "../../api/use-session.ts";
import { useWords } from "../../ui/use-words.ts";

type Props = { thread: ThreadDetail; onAssign: (assigneeId: string | null) => void };

/** To whom the thread can be given: me first, then the others, then nobody. */
export function AssignItems({ thread, onAssign }: Props) {
  const words = useWords();
  const { user } = useSession();
  const { assignee } = thread;
  const others = useMembers().filter(({ id }) => id !== user.id && id !== assignee?.id);
  return (
    <>
      {assignee?.id !== user.id && (
        <Menu.Item onClick={() => onAssign(user.id)}>{words("thread.assignToMe")}</Menu.Item>
      )}
      {others.map(({ id, name }) => (
        <Menu.Item key={id} onClick={() => onAssign(id)}>
          {name}
        </Menu.Item>
      ))}
      {assignee !== null && <Menu.Item onClick={() => onAssign(null)}>{words("thread.unassign")}</Menu.Item>}
    </>
  );
}
