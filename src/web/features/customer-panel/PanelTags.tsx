import { Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ThreadDetail } from "#contract/threads.ts";
import { useWords } from "../../ui/use-words.ts";
import { TagChips } from "../work/TagChips.tsx";
import { TagItems } from "../work/TagItems.tsx";
import { useThreadCommands } from "../work/use-thread-commands.ts";
import classes from "./Accounts.module.css";
import { Section } from "./Section.tsx";

/** The tags of the thread, put on and taken off here as well. */
export function PanelTags({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const commands = useThreadCommands(thread);
  const edit = (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.add} aria-label={words("panel.editTags")}>
          <IconPlus size={15} aria-hidden="true" />
          {words("panel.add")}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <TagItems threads={[thread]} onTag={(tag, isOn) => void commands.tag(tag, isOn)} />
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <Section title={words("panel.tags")} side={edit}>
      {thread.tags.length === 0 ? (
        <p className={classes.none}>{words("panel.noTags")}</p>
      ) : (
        <TagChips tags={thread.tags} isWhole />
      )}
    </Section>
  );
}
