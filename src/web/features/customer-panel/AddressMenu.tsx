import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowsSplit2, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import { EndAddress } from "./EndAddress.tsx";

type Props = {
  addressId: string;
  label: string;
  threadId: string;
  onEdit: () => void;
  /** Null: it is the only account, there is nobody to part it from. */
  onSeparate: (() => void) | null;
};

/** What can be done with an address: correct it, or say that it no longer leads to the customer. */
export function AddressMenu({ addressId, label, threadId, onEdit, onSeparate }: Props) {
  const words = useWords();
  const queryClient = useQueryClient();
  const [isEnding, setEnding] = useState(false);
  const end = useMutation({
    mutationFn: () => callRoute("endAddress", { params: { id: addressId } }),
    onError: (error) => void notify(words(`error.${codeOf(error)}`)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.thread(threadId) }),
  });
  const handleEnd = (): void => {
    setEnding(false);
    end.mutate();
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            loading={end.isPending}
            aria-label={words("panel.addressActions", { address: label })}
          >
            <IconDots size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={onEdit}>
            {words("panel.edit")}
          </Menu.Item>
          {onSeparate !== null && (
            <Menu.Item leftSection={<IconArrowsSplit2 size={16} aria-hidden="true" />} onClick={onSeparate}>
              {words("merge.separateThis")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => setEnding(true)}>
            {words("panel.end")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isEnding && <EndAddress label={label} onEnd={handleEnd} onClose={() => setEnding(false)} />}
    </>
  );
}
