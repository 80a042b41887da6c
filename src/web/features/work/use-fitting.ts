import { type RefObject, useLayoutEffect, useState } from "react";

const gapPx = 4;
/** The room for "+9". */
const morePx = 30;
const none: ReadonlySet<number> = new Set();

/** Which of the elements marked data-measured have room in their place beside "+n". */
export function useFitting(placeRef: RefObject<HTMLElement | null>): ReadonlySet<number> {
  const [fitting, setFitting] = useState(none);
  useLayoutEffect(() => {
    const place = placeRef.current;
    if (place === null) {
      return undefined;
    }
    const measure = (): void => {
      const widths = [...place.querySelectorAll<HTMLElement>("[data-measured]")].map(
        ({ offsetWidth }) => offsetWidth,
      );
      const next = chooseFitting(widths, place.clientWidth);
      setFitting((before) => (isSame(before, next) ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    return () => observer.disconnect();
  }, [placeRef]);
  return fitting;
}

/** All if they have room; else, in their order, each that has beside those before it and "+n". */
export function chooseFitting(widths: readonly number[], room: number): ReadonlySet<number> {
  const all = widths.reduce((sum, width) => sum + width + gapPx, -gapPx);
  let left = all <= room ? Number.POSITIVE_INFINITY : room - morePx;
  const chosen = new Set<number>();
  for (const [index, width] of widths.entries()) {
    if (width + gapPx <= left) {
      chosen.add(index);
      left -= width + gapPx;
    }
  }
  return chosen;
}

function isSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((index) => other.has(index));
}
