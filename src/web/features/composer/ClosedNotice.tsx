import { Button } from "@mantine/core";
import { IconClockX, IconHourglass, IconMail, IconNote, IconTemplate } from "@tabler/icons-react";
import type { ComposerExits, Exit } from "#domain/exits.ts";
import type { Instant } from "#domain/time.ts";
import type { WindowState } from "#domain/window.ts";
import { formatWhen } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./ClosedNotice.module.css";
import { PriceNote } from "./PriceNote.tsx";

type Props = {
  exits: ComposerExits;
  window: WindowState;
  lastTemplateAt: Instant | null;
  customerName: string;
  /** The number that it would go to; null where WhatsApp has told none. */
  number: string | null;
  /** What is typed already: shown, not writable, and taken along to e-mail. */
  draft: string;
  onExit: (exit: Exit) => void;
};

const icons: Record<Exit, typeof IconMail> = {
  template: IconTemplate,
  email: IconMail,
  "add-email": IconMail,
  note: IconNote,
};

/** Why no text can be written, in different words for each case, and the ways on as buttons. */
export function ClosedNotice({ exits, window, lastTemplateAt, customerName, number, draft, onExit }: Props) {
  const time = useTime();
  const { words } = time;
  const lastAt = window.state === "never" ? null : window.lastCustomerMessageAt;
  const [title, reason] = ((): [string, string] => {
    switch (exits.wording) {
      case "awaiting-answer":
        return [
          words("window.awaitingTitle"),
          words("window.awaiting", { at: lastTemplateAt === null ? "" : formatWhen(lastTemplateAt, time) }),
        ];
      case "never-written":
        return [
          words("window.neverTitle"),
          number === null
            ? words("window.never", { name: customerName })
            : words("window.neverFrom", { name: customerName, number }),
        ];
      case "closed-by-whatsapp":
        return [words("window.providerTitle"), words("window.provider")];
      default:
        return [
          words("window.closedTitle"),
          words("window.closed", { at: lastAt === null ? "" : formatWhen(lastAt, time) }),
        ];
    }
  })();
  const labels: Record<Exit, string> = {
    template: words("composer.chooseTemplate"),
    email: words("composer.writeEmail"),
    "add-email": words("composer.addEmail"),
    note: words("composer.writeNote"),
  };
  const Icon = exits.wording === "awaiting-answer" ? IconHourglass : IconClockX;
  return (
    <div className={classes.closed}>
      {draft.trim() !== "" && (
        <figure className={classes.draft}>
          <figcaption className={classes.caption}>
            {words("composer.draftKept")} · {words("composer.draftKeptHint")}
          </figcaption>
          <blockquote className={classes.quote}>{draft}</blockquote>
        </figure>
      )}
      <div className={classes.reason} role="status">
        <Icon size={26} stroke={1.6} aria-hidden="true" className={classes.icon} />
        <div>
          <p className={classes.title}>{title}</p>
          <p className={classes.text}>{reason}</p>
        </div>
      </div>
      <div className={classes.exits}>
        {exits.exits.map((exit) => {
          const ExitIcon = icons[exit];
          return (
            <Button
              key={exit}
              variant={exit === "template" ? "filled" : "default"}
              leftSection={<ExitIcon size={17} aria-hidden="true" />}
              onClick={() => onExit(exit)}
            >
              {labels[exit]}
            </Button>
          );
        })}
      </div>
      <div className={classes.cost}>
        <span>{words("price.template")}</span> <PriceNote estimate={null} />
      </div>
    </div>
  );
}
