import { ActionIcon, Menu } from "@mantine/core";
import { IconTag, IconTagFilled } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTags } from "../../api/use-tags.ts";
import { useWords } from "../../ui/use-words.ts";
import { TagChips } from "./TagChips.tsx";

/** Narrows the list to the threads with one tag; not there while the workspace has none. */
export function TagFilter({ current }: { current: string | null }) {
  const words = useWords();
  const navigate = useNavigate();
  const tags = useTags() ?? [];
  if (tags.length === 0) {
    return null;
  }
  const chosen = tags.find(({ id }) => id === current);
  const label =
    chosen === undefined ? words("work.filterTag") : words("work.filteredTag", { name: chosen.name });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant={chosen === undefined ? "subtle" : "light"}
          color={chosen === undefined ? "gray" : "brand"}
          size="lg"
          aria-label={label}
          title={label}
        >
          {chosen === undefined ? <IconTag size={18} /> : <IconTagFilled size={18} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={current ?? ""}
          onChange={(tag) =>
            void navigate({
              to: ".",
              search: ({ tag: _, ...search }) => (tag === "" ? search : { ...search, tag }),
            })
          }
        >
          <Menu.RadioItem value="" closeMenuOnClick>
            {words("work.anyTag")}
          </Menu.RadioItem>
          {tags.map((tag) => (
            <Menu.RadioItem key={tag.id} value={tag.id} closeMenuOnClick>
              <TagChips tags={[tag]} isWhole />
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
