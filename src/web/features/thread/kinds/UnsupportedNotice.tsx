import { IconDeviceMobile } from "@tabler/icons-react";
import { hasWords } from "../../../text/i18n.ts";
import type { AllWords } from "../../../text/words.ts";
import { useWords, type Words } from "../../../ui/use-words.ts";
import classes from "./KindCard.module.css";
import { nodeAt, textAt } from "./read-payload.ts";

type Hidden = keyof AllWords["hidden"];

/** WhatsApp's code for "this kind is not supported": it says nothing more than the notice does. */
const usualCode = "131051";

/** A message that WhatsApp does not show to programs, or of a kind that we do not know: what it is, and where to see it. */
export function UnsupportedNotice({ payload }: { payload: unknown }) {
  const words = useWords();
  const hidden = nodeAt(payload, "unsupported");
  const code = textAt(hidden, "code") ?? textAt(nodeAt(payload, "error"), "code");
  const raw = hidden?.body ?? unknownReply(payload);
  return (
    <div className={classes.card}>
      <span className={classes.head}>
        <IconDeviceMobile size={18} aria-hidden="true" />
        {nameOf({ type: textAt(hidden, "type"), code }, words)}
      </span>
      <span className={classes.detail}>
        {words(code === "131052" ? "bubble.askAgain" : "bubble.seeOnPhone")}
      </span>
      {code !== null && code !== usualCode && (
        <span className={classes.detail}>{words("thread.code", { code })}</span>
      )}
      {raw !== null && (
        <details>
          <summary className={classes.link}>{words("bubble.asItCame")}</summary>
          <pre className={classes.raw}>{JSON.stringify(raw, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}

/** An answer of a kind that nobody knows is kept as it came. */
function unknownReply(payload: unknown): unknown {
  const interactive = nodeAt(payload, "interactive");
  return textAt(interactive, "type") === null ? null : interactive;
}

function nameOf({ type, code }: { type: string | null; code: string | null }, words: Words): string {
  if (code === "131052") {
    return words("hidden.too-large");
  }
  const known = type?.replaceAll("_", "-") ?? null;
  if (known !== null && isKnown(known)) {
    return words(`hidden.${known}`);
  }
  return type === null ? words("hidden.other") : words("hidden.named", { type });
}

function isKnown(type: string): type is Exclude<Hidden, "named"> {
  return type !== "named" && hasWords(`hidden.${type}`);
}
