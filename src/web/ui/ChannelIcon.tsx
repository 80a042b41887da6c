import { IconBrandWhatsapp, IconMail, IconMessage, IconNote } from "@tabler/icons-react";

const icons = { whatsapp: IconBrandWhatsapp, email: IconMail, note: IconNote };

/** The sign of a kind of channel; the word stands beside it or is given by the caller. */
export function ChannelIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Icon = isKnown(kind) ? icons[kind] : IconMessage;
  return <Icon size={size} stroke={1.8} aria-hidden="true" />;
}

function isKnown(kind: string): kind is keyof typeof icons {
  return Object.hasOwn(icons, kind);
}
