import { IconUserQuestion } from "@tabler/icons-react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./MessageItem.module.css";

/** A mail that is in this thread for what it answers, not for who sent it: people must see from whom it is (N13). */
export function OtherAddress({ payload }: { payload: unknown }) {
  const words = useWords();
  const address: unknown =
    typeof payload === "object" && payload !== null ? Reflect.get(payload, "fromOtherAddress") : null;
  return typeof address === "string" ? (
    <span className={classes.label}>
      <IconUserQuestion size={14} aria-hidden="true" />
      {words("thread.fromOtherAddress", { address })}
    </span>
  ) : null;
}
