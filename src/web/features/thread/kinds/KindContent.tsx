import { IconPhoneX } from "@tabler/icons-react";
import { contentPayload } from "#contract/content.ts";
import type { Message } from "#contract/messages.ts";
import { useWords } from "../../../ui/use-words.ts";
import { InteractiveBubble } from "../InteractiveBubble.tsx";
import { ContactCards } from "./ContactCards.tsx";
import classes from "./KindCard.module.css";
import { LocationCard } from "./LocationCard.tsx";
import { OrderCard } from "./OrderCard.tsx";
import { ReplyCard } from "./ReplyCard.tsx";
import { UnsupportedNotice } from "./UnsupportedNotice.tsx";

/** What a message is beyond its text and files, by its kind; null: nothing. */
export function KindContent({ message }: { message: Message }) {
  const words = useWords();
  switch (message.kind) {
    case "location":
      return <LocationCard payload={message.payload} />;
    case "contacts":
      return <ContactCards payload={message.payload} />;
    case "order":
      return <OrderCard payload={message.payload} />;
    case "interactive":
      return message.direction === "out" ? (
        <Offered payload={message.payload} />
      ) : (
        <ReplyCard message={message} />
      );
    case "call":
      return (
        <span className={classes.head}>
          <IconPhoneX size={18} aria-hidden="true" />
          {words("kind.call")}
        </span>
      );
    case "media":
      return <span className={classes.detail}>{words("bubble.fileComes")}</span>;
    default:
      return <UnsupportedNotice payload={message.payload} />;
  }
}

/** What we gave the customer to tap. */
function Offered({ payload }: { payload: unknown }) {
  const interactive = contentPayload.safeParse(payload).data?.interactive;
  return interactive === undefined ? null : <InteractiveBubble interactive={interactive} />;
}
