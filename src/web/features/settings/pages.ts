import {
  IconActivity,
  IconBell,
  IconBolt,
  IconBuilding,
  IconChecks,
  IconCoins,
  IconFileText,
  IconKey,
  IconMessageForward,
  IconPlugConnected,
  IconTag,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";

/** One page of the settings, loaded when it is opened. `icon` null: reached from another page alone. */
export type SettingsEntry = { icon: typeof IconUser | null; component: ComponentType };

const page = <Name extends string>(name: Name, load: () => Promise<Record<Name, ComponentType>>) =>
  lazy(async () => ({ default: (await load())[name] }));

/** The pages by the word in their address. */
export const pages = {
  profile: { icon: IconUser, component: page("ProfilePage", () => import("./profile/ProfilePage.tsx")) },
  notifications: {
    icon: IconBell,
    component: page("NotificationsPage", () => import("./profile/NotificationsPage.tsx")),
  },
  channels: {
    icon: IconPlugConnected,
    component: page("ChannelsPage", () => import("./channels/ChannelsPage.tsx")),
  },
  "connect-whatsapp": {
    icon: null,
    component: page("ConnectWhatsApp", () => import("./channels/ConnectWhatsApp.tsx")),
  },
  "connect-mailbox": {
    icon: null,
    component: page("ConnectMailbox", () => import("./channels/ConnectMailbox.tsx")),
  },
  templates: {
    icon: IconFileText,
    component: page("TemplatesPage", () => import("../templates/TemplatesPage.tsx")),
  },
  "auto-reply": { icon: IconMessageForward, component: page("AutoReply", () => import("./AutoReply.tsx")) },
  receipts: { icon: IconChecks, component: page("Receipts", () => import("./Receipts.tsx")) },
  "canned-replies": {
    icon: IconBolt,
    component: page("CannedRepliesPage", () => import("./CannedRepliesPage.tsx")),
  },
  tags: { icon: IconTag, component: page("TagsPage", () => import("./TagsPage.tsx")) },
  members: { icon: IconUsers, component: page("MembersPage", () => import("./members/MembersPage.tsx")) },
  workspace: { icon: IconBuilding, component: page("WorkspacePage", () => import("./WorkspacePage.tsx")) },
  operations: {
    icon: IconActivity,
    component: page("OperationsPage", () => import("./operations/OperationsPage.tsx")),
  },
  "rate-cards": {
    icon: IconCoins,
    component: page("RateCardsPage", () => import("./rate-cards/RateCardsPage.tsx")),
  },
  "api-keys": { icon: IconKey, component: page("ApiKeysPage", () => import("./ApiKeysPage.tsx")) },
} as const satisfies Record<string, SettingsEntry>;

/** The word in a page's address. */
export type PageName = keyof typeof pages;

/** Pages that stand together in the navigation. */
export type PageGroup = { group: "you" | "answers" | "business"; names: readonly PageName[] };

/** Pages as the navigation groups them. */
export const groups: readonly PageGroup[] = [
  { group: "you", names: ["profile", "notifications"] },
  { group: "answers", names: ["auto-reply", "receipts", "canned-replies", "tags", "templates"] },
  { group: "business", names: ["channels", "operations", "members", "workspace", "rate-cards", "api-keys"] },
];

/** Whether an address names a page. */
export function isPageName(name: string): name is PageName {
  return Object.hasOwn(pages, name);
}
