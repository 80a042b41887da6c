import {
  IconAddressBook,
  IconFile,
  IconMapPin,
  IconMicrophone,
  IconPhoto,
  IconShoppingBag,
  IconSticker,
  IconTemplate,
  IconVideo,
} from "@tabler/icons-react";

const look = { size: 14, "aria-hidden": true } as const;
const icons = new Map([
  ["image", <IconPhoto key="image" {...look} />],
  ["video", <IconVideo key="video" {...look} />],
  ["audio", <IconMicrophone key="audio" {...look} />],
  ["voice", <IconMicrophone key="voice" {...look} />],
  ["document", <IconFile key="document" {...look} />],
  ["sticker", <IconSticker key="sticker" {...look} />],
  ["location", <IconMapPin key="location" {...look} />],
  ["contacts", <IconAddressBook key="contacts" {...look} />],
  ["order", <IconShoppingBag key="order" {...look} />],
  ["template", <IconTemplate key="template" {...look} />],
]);

/** The sign of a kind of message; texts have none. */
export function KindIcon({ kind }: { kind: string }) {
  return icons.get(kind) ?? null;
}
