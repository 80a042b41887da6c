import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Row } from "./build-rows.ts";

/** How far from the oldest loaded message the next page is asked for, so that prepending is never seen. */
const loadAheadPx = 1500;
const endTolerancePx = 48;
/** A scroll this soon after a touch of wheel, finger or key is the person's. */
const touchMs = 500;
const farAwayPx = 600;

type Options = {
  rows: readonly Row[];
  scrollerRef: RefObject<HTMLDivElement | null>;
  columnRef: RefObject<HTMLDivElement | null>;
  /** Key of the newest message of ours; undefined until the thread is loaded. A new one brings the end into view. */
  ownNewestKey: string | null | undefined;
  onNearStart: () => void;
};

/** Opens a thread at its first unread message or its end, and keeps it at the end while the person is there. */
export function useLogScroll({ rows, scrollerRef, columnRef, ownNewestKey, onNearStart }: Options) {
  const touchedAtRef = useRef(Number.NEGATIVE_INFINITY);
  const isStuckRef = useRef(true);
  const hasOpenedRef = useRef(false);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => 76,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: endTolerancePx,
    overscan: 8,
    paddingStart: 16,
    paddingEnd: 16,
  });

  useLayoutEffect(() => {
    if (hasOpenedRef.current || rows.length === 0) {
      return;
    }
    hasOpenedRef.current = true;
    const unread = rows.findIndex(({ kind }) => kind === "unread");
    isStuckRef.current = unread === -1;
    if (unread === -1) {
      virtualizer.scrollToEnd();
    } else {
      virtualizer.scrollToIndex(unread, { align: "center" });
    }
  }, [rows, virtualizer]);

  const lastOwnRef = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (lastOwnRef.current !== undefined && lastOwnRef.current !== ownNewestKey) {
      isStuckRef.current = true;
      virtualizer.scrollToEnd();
    }
    lastOwnRef.current = ownNewestKey;
  }, [ownNewestKey, virtualizer]);

  // A growing composer takes height from the list, a failure makes a message taller: who was at the end stays there.
  useEffect(() => {
    const [scroller, column] = [scrollerRef.current, columnRef.current];
    if (scroller === null || column === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      if (isStuckRef.current && hasOpenedRef.current) {
        virtualizer.scrollToEnd();
      }
    });
    observer.observe(scroller);
    observer.observe(column);
    const handleTouch = (): void => {
      touchedAtRef.current = performance.now();
    };
    const touches = ["wheel", "touchmove", "pointerdown", "keydown"];
    for (const touch of touches) {
      scroller.addEventListener(touch, handleTouch, { passive: true });
    }
    return () => {
      observer.disconnect();
      for (const touch of touches) {
        scroller.removeEventListener(touch, handleTouch);
      }
    };
  }, [virtualizer, scrollerRef, columnRef]);

  const handleScroll = (): void => {
    const scroller = scrollerRef.current;
    if (scroller === null) {
      return;
    }
    const distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    const nowAtEnd = distance < endTolerancePx;
    // Growth and the list's own corrections do not leave the end; a person does, or a jump far away.
    if (nowAtEnd || distance > farAwayPx || performance.now() - touchedAtRef.current < touchMs) {
      isStuckRef.current = nowAtEnd;
    }
    setIsAtEnd(nowAtEnd);
    if (scroller.scrollTop < loadAheadPx) {
      onNearStart();
    }
  };
  const goToEnd = (): void => {
    isStuckRef.current = true;
    virtualizer.scrollToEnd();
  };
  return { virtualizer, isAtEnd, handleScroll, goToEnd };
}
