import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowMerge, IconBan, IconDots, IconPencil, IconSpeakerphone } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { CustomerDetail } from "#contract/customers.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { formatDay } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { NameForm } from "./NameForm.tsx";
import classes from "./PersonHead.module.css";
import { useEditCustomer } from "./use-edit-customer.ts";

const MergeDialog = lazy(async () => {
  const { MergeDialog: component } = await import("./MergeDialog.tsx");
  return { default: component };
});

/** The name, which is edited where it stands, and whether the customer is blocked or wants no marketing. */
export function PersonHead({ name, customer }: { name: string; customer: CustomerDetail }) {
  const time = useTime();
  const { words } = time;
  const [isEditing, setEditing] = useState(false);
  const edit = useEditCustomer(customer);
  const [isMerging, setMerging] = useState(false);
  const { blockedAt, marketingStoppedAt } = customer;
  const block = (blocked: boolean): void => edit.mutate({ blocked });
  const stopMarketing = (marketingStopped: boolean): void => edit.mutate({ marketingStopped });
  const handleSave = (changed: string): void => {
    setEditing(false);
    if (changed !== "" && changed !== customer.name) {
      edit.mutate({ name: changed });
    }
  };
  return (
    <div className={classes.head}>
      <Avatar name={name} size="lg" />
      {isEditing ? (
        <NameForm
          name={customer.name ?? ""}
          label={words("panel.name")}
          onSave={handleSave}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <button
          type="button"
          className={classes.name}
          title={words("panel.editName")}
          onClick={() => setEditing(true)}
        >
          <span>{edit.variables?.name !== undefined && edit.isPending ? edit.variables.name : name}</span>
          <IconPencil size={15} aria-label={words("panel.editName")} role="img" className={classes.pencil} />
        </button>
      )}
      <span className={classes.menu}>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={32} aria-label={words("panel.more")}>
              <IconDots size={18} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconArrowMerge size={16} aria-hidden="true" />}
              onClick={() => setMerging(true)}
            >
              {words("merge.with")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconSpeakerphone size={16} aria-hidden="true" />}
              onClick={() => stopMarketing(marketingStoppedAt === null)}
            >
              {words(marketingStoppedAt === null ? "panel.stopMarketing" : "panel.resumeMarketing")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconBan size={16} aria-hidden="true" />}
              onClick={() => block(blockedAt === null)}
            >
              {words(blockedAt === null ? "panel.block" : "panel.unblock")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
      {blockedAt !== null && (
        <div className={classes.state} data-state="blocked" role="status">
          <IconBan size={17} aria-hidden="true" />
          <p>
            <strong>{words("panel.blocked", { day: formatDay(Date.parse(blockedAt), time) })}</strong>{" "}
            {words("panel.blockedHint")}
          </p>
          <button type="button" className={classes.undo} onClick={() => block(false)}>
            {words("panel.unblock")}
          </button>
        </div>
      )}
      {marketingStoppedAt !== null && (
        <div className={classes.state} data-state="no-marketing">
          <IconSpeakerphone size={17} aria-hidden="true" />
          <p>{words("panel.noMarketing", { day: formatDay(Date.parse(marketingStoppedAt), time) })}</p>
        </div>
      )}
      {isMerging && (
        <Suspense>
          <MergeDialog customer={customer} name={name} otherId={null} onClose={() => setMerging(false)} />
        </Suspense>
      )}
    </div>
  );
}
