import { Menu } from "@mantine/core";
import type { TagView } from "#contract/tags.ts";
import { useTags } from "../../api/use-tags.ts";
import { useWords } from "../../ui/use-words.ts";
import { TagChips } from "./TagChips.tsx";
import classes from "./WorkMenus.module.css";
import type { WorkThread } from "./work-change.ts";

type Props = { threads: readonly WorkThread[]; onTag: (tag: TagView, isOn: boolean) => void };

/** The tags of the workspace, those that all threads have with a tick; each click puts one on or takes it off. */
export function TagItems({ threads, onTag }: Props) {
  const words = useWords();
  const tags = useTags();
  if (tags === undefined) {
    return null;
  }
  if (tags.length === 0) {
    return <p className={classes.empty}>{words("work.noTags")}</p>;
  }
  return tags.map((tag) => (
    <Menu.CheckboxItem
      key={tag.id}
      closeMenuOnClick={false}
      checked={threads.every((thread) => thread.tags.some(({ id }) => id === tag.id))}
      onChange={(isOn) => onTag(tag, isOn)}
    >
      <TagChips tags={[tag]} isWhole />
    </Menu.CheckboxItem>
  ));
}
