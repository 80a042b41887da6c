import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import type { ThreadItem, ThreadView } from "#contract/threads.ts";
import { holdOrder, type Shown } from "./held-order.ts";

type Reason = "pointer" | "scroll";

/** This far from its beginning a list counts as scrolled: what comes in above would push away what is read. */
const scrolledPx = 8;
const none: ReadonlySet<string> = new Set();

/** The list as it is shown: it keeps still while the pointer is over it or it is scrolled, and catches up afterwards. */
export function useHeldList(
  /** The list with what lies over it, and what scrolls in there. */
  { areaRef, scrollerRef }: Record<"areaRef" | "scrollerRef", RefObject<HTMLElement | null>>,
  view: ThreadView,
  fresh: readonly ThreadItem[],
): Shown & { release(): void } {
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const [held, setHeld] = useState<readonly ThreadItem[] | null>(null);
  const shown: Shown = held === null ? { threads: fresh, gone: none, news: 0 } : holdOrder(view, held, fresh);
  // What is loaded behind is held from now on, too.
  if (held !== null && shown.threads.length > held.length) {
    setHeld(shown.threads);
  }
  const hold = useEffectEvent((reason: Reason, isHeld: boolean): void => {
    if (reasons.includes(reason) === isHeld) {
      return;
    }
    const left = isHeld ? [...reasons, reason] : reasons.filter((one) => one !== reason);
    setReasons(left);
    if (left.length === 0) {
      setHeld(null);
    } else if (held === null) {
      setHeld(fresh);
    }
  });
  useEffect(() => {
    const [area, list] = [areaRef.current, scrollerRef.current];
    const listening = new AbortController();
    const { signal } = listening;
    // A finger that scrolls is no pointer that rests: for it the scrolling alone counts.
    area?.addEventListener(
      "pointerenter",
      ({ pointerType }) => pointerType === "mouse" && hold("pointer", true),
      { signal },
    );
    area?.addEventListener("pointerleave", () => hold("pointer", false), { signal });
    list?.addEventListener(
      "scroll",
      () => {
        // A list that is not shown has no place to be scrolled to.
        if (list.clientHeight > 0) {
          hold("scroll", list.scrollTop > scrolledPx);
        }
      },
      { signal, passive: true },
    );
    return () => listening.abort();
  }, [areaRef, scrollerRef]);
  return {
    ...shown,
    /** Shows the order of now, and keeps that one. */
    release: () => setHeld(reasons.length === 0 ? null : fresh),
  };
}
