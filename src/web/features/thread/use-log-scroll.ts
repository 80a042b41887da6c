import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { useIsPainted } from "../../ui/use-is-painted.ts";
import type { Row } from "./build-rows.ts";

/** How far from the oldest loaded message the next page is asked for, so that prepending is never seen. */
const loadAheadPx = 1500;
const endTolerancePx = 48;
/** A scroll this soon after a touch of wheel, finger or key is the person's. */
const touchMs = 500;
const farAwayPx = 600;
const estimatePx = 76;
const paddingPx = 16;
/** How high the last log was: the next one is as high, so that its lines are drawn at once. */
let lastHeightPx = 0;
/** Without a change of size for this long, a line that was to be shown is where it belongs. */
const settledMs = 1000;

type Options = {
  rows: readonly Row[];
  scrollerRef: RefObject<HTMLDivElement | null>;
  columnRef: RefObject<HTMLDivElement | null>;
  /** Key of the newest message of ours; undefined until the thread is loaded. A new one brings the end into view. */
  ownNewestKey: string | null | undefined;
  onNearStart: () => void;
};

/** What stays in view while lines are measured and grow: the end, one line, or nothing in particular. */
type Target = { kind: "end" } | { kind: "row"; key: string; align: "start" | "center" } | null;

/** Opens a thread at its first unread message or its end, and keeps it at the end while the person is there. */
export function useLogScroll({ rows, scrollerRef, columnRef, ownNewestKey, onNearStart }: Options) {
  const touchedAtRef = useRef(Number.NEGATIVE_INFINITY);
  const targetRef = useRef<Target>({ kind: "end" });
  const settlingRef = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hasOpenedRef = useRef(false);
  const fittedTotalRef = useRef<number | null>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const isPainted = useIsPainted(rows.length > 0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => estimatePx,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: endTolerancePx,
    // A screenful above and below, so that a fast fling never shows blank frames; nobody flings in the first frame.
    overscan: isPainted ? 10 : 1,
    initialRect: { width: 0, height: lastHeightPx },
    initialOffset: () => Math.max(0, rows.length * estimatePx + 2 * paddingPx - lastHeightPx),
    paddingStart: paddingPx,
    paddingEnd: paddingPx,
  });

  /** Whether all that comes after a line has room on the screen: then nothing of it may be cut to show the line. */
  const fitsAfter = (index: number): boolean => {
    // Asked first: it brings the places of the lines up to date.
    const total = virtualizer.getTotalSize();
    const end = virtualizer.measurementsCache[index]?.end;
    // A composer that grows afterwards takes nothing back; only lines that turn out to be longer do.
    if (fittedTotalRef.current !== total) {
      const fits = end !== undefined && total - end <= (scrollerRef.current?.clientHeight ?? 0);
      fittedTotalRef.current = fits ? total : null;
    }
    return fittedTotalRef.current !== null;
  };
  const keepInView = useEffectEvent((): void => {
    const target = targetRef.current;
    if (target?.kind === "end") {
      virtualizer.scrollToEnd();
    } else if (target?.kind === "row") {
      const index = rows.findIndex(({ key }) => key === target.key);
      const isWhole = target.align === "start" && fitsAfter(index);
      if (isWhole) {
        virtualizer.scrollToEnd();
      } else if (index !== -1) {
        virtualizer.scrollToIndex(index, { align: target.align });
      }
      clearTimeout(settlingRef.current);
      settlingRef.current = setTimeout(() => {
        targetRef.current = isWhole || isScrolledToEnd(scrollerRef.current) ? { kind: "end" } : null;
      }, settledMs);
    }
  });
  useEffect(() => () => clearTimeout(settlingRef.current), []);

  useLayoutEffect(() => {
    if (hasOpenedRef.current || rows.length === 0) {
      return;
    }
    hasOpenedRef.current = true;
    const unread = rows.find(({ kind }) => kind === "unread");
    targetRef.current =
      unread === undefined ? { kind: "end" } : { kind: "row", key: unread.key, align: "start" };
    keepInView();
  }, [rows]);

  const lastOwnRef = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (lastOwnRef.current !== undefined && lastOwnRef.current !== ownNewestKey) {
      targetRef.current = { kind: "end" };
      keepInView();
    }
    lastOwnRef.current = ownNewestKey;
  }, [ownNewestKey]);

  // Lines are guessed until they are measured; a growing composer takes height from the list, a failure makes a message
  // taller: what was in view stays there.
  useEffect(() => {
    const [scroller, column] = [scrollerRef.current, columnRef.current];
    if (scroller === null || column === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      lastHeightPx = scroller.clientHeight;
      if (hasOpenedRef.current) {
        keepInView();
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
  }, [scrollerRef, columnRef]);

  const handleScroll = (): void => {
    const scroller = scrollerRef.current;
    if (scroller === null) {
      return;
    }
    const distance = distanceToEnd(scroller);
    const nowAtEnd = distance < endTolerancePx;
    // Growth and the list's own corrections do not leave what is in view; a person does, or a jump far from the end.
    const isByPerson = performance.now() - touchedAtRef.current < touchMs;
    const isFarFromEnd = targetRef.current?.kind === "end" && distance > farAwayPx;
    if (isByPerson || isFarFromEnd) {
      clearTimeout(settlingRef.current);
      targetRef.current = nowAtEnd ? { kind: "end" } : null;
    } else if (nowAtEnd && targetRef.current === null) {
      targetRef.current = { kind: "end" };
    }
    setIsAtEnd(nowAtEnd);
    if (scroller.scrollTop < loadAheadPx) {
      onNearStart();
    }
  };
  const goTo = (target: Target): void => {
    clearTimeout(settlingRef.current);
    touchedAtRef.current = Number.NEGATIVE_INFINITY;
    targetRef.current = target;
    keepInView();
  };
  return {
    virtualizer,
    isAtEnd,
    handleScroll,
    goToEnd: () => goTo({ kind: "end" }),
    goToRow: (key: string) => goTo({ kind: "row", key, align: "center" }),
  };
}

function distanceToEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}

function isScrolledToEnd(scroller: HTMLElement | null): boolean {
  return scroller !== null && distanceToEnd(scroller) < endTolerancePx;
}
