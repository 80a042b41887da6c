import type { Instant } from "#domain/time.ts";
import { formatWhole } from "./format-time.ts";
import { useTime } from "./use-time.ts";

/** A shown time with its whole date and time as title, so that nothing is left open. */
export function Moment({
  at,
  children,
  className,
}: {
  at: Instant;
  children: string;
  className?: string | undefined;
}) {
  const time = useTime();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatWhole(at, time)} className={className}>
      {children}
    </time>
  );
}
