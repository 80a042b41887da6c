import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ThreadStatus, threadStatus } from "#contract/threads.ts";
import { useWords } from "../../ui/use-words.ts";

/** Which threads the list shows by where they stand: open ones unless somebody chooses others. */
export function StatusMenu({ current }: { current: ThreadStatus | null }) {
  const words = useWords();
  const navigate = useNavigate();
  const choices = [...threadStatus.options, "any" as const];
  const chosen = current ?? "any";
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={words("statuses.label", { status: words(`statuses.${chosen}`) })}
        >
          {words(`statuses.${chosen}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={chosen}
          onChange={(value) => {
            const status = choices.find((one) => one === value) ?? "open";
            void navigate({
              to: ".",
              search: ({ status: _, ...search }) => (status === "open" ? search : { ...search, status }),
            });
          }}
        >
          {choices.map((status) => (
            <Menu.RadioItem key={status} value={status} closeMenuOnClick>
              {words(`statuses.${status}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
