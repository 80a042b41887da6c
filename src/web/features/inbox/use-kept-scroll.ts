import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

/** How far each list was scrolled, as long as the page lives. */
const offsets = new Map<string, number>();

/**
 * Remembers how far a list is scrolled and brings it back there: after another page, another list, or on a phone when the
 * thread in front of it closes. Answers where it begins.
 */
export function useKeptScroll(
  list: string,
  scrollerRef: RefObject<HTMLElement | null>,
  openId: string | null,
): number {
  const [initial] = useState(() => offsets.get(list) ?? 0);
  useEffect(() => {
    const scroller = scrollerRef.current;
    const handleScroll = (): void => {
      if (scroller !== null && scroller.clientHeight > 0) {
        offsets.set(list, scroller.scrollTop);
      }
    };
    scroller?.addEventListener("scroll", handleScroll, { passive: true });
    return () => scroller?.removeEventListener("scroll", handleScroll);
  }, [list, scrollerRef]);
  useLayoutEffect(() => {
    const scroller = scrollerRef.current;
    const offset = offsets.get(list) ?? 0;
    if (openId === null && scroller !== null && scroller.scrollTop !== offset) {
      scroller.scrollTop = offset;
    }
  }, [list, scrollerRef, openId]);
  return initial;
}
