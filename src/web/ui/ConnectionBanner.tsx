import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { secondMs } from "#domain/time.ts";
import { useStore } from "../api/create-store.ts";
import { streamState } from "../api/live-stream.ts";
import classes from "./ConnectionBanner.module.css";
import { notify } from "./notify.ts";
import { useWords } from "./use-words.ts";

/** A connection that comes back within this time is not worth a word. */
const patienceMs = 3 * secondMs;

/** Says that live events do not flow, once it lasts, and that they flow again. */
export function ConnectionBanner() {
  const words = useWords();
  const isCut = useStore(streamState) === "reconnecting";
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (isCut && !isShown) {
      const timer = setTimeout(() => setIsShown(true), patienceMs);
      return () => clearTimeout(timer);
    }
    if (!isCut && isShown) {
      setIsShown(false);
      void notify(words("connection.online"));
    }
    return undefined;
  }, [isCut, isShown, words]);
  return (
    <div role="status">
      {isShown && (
        <p className={classes.banner}>
          <IconPlugConnectedX size={16} aria-hidden="true" />
          {words(navigator.onLine ? "connection.reconnecting" : "connection.offline")}
        </p>
      )}
    </div>
  );
}
