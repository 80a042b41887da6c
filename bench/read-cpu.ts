import { readdirSync, readFileSync } from "node:fs";

/** CPU time that a process used up to now, in ms, with what its ended children used when asked for. */
export function cpuMsOf(pid: number, options: { withEndedChildren: boolean }): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the command, which may hold spaces: state is field 3, utime 14, stime 15, cutime 16, cstime 17 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = (field: number) => Number(fields[field - 3]);
  const own = ticks(14) + ticks(15);
  return (own + (options.withEndedChildren ? ticks(16) + ticks(17) : 0)) * msPerTick;
}

/** CPU time of a PostgreSQL server: the postmaster, its living processes and those that ended. */
export function cpuMsOfPostgres(postmaster: number): number {
  const children = readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && parentOf(Number(name)) === postmaster,
  );
  const living = children.reduce(
    (sum, pid) => sum + safely(() => cpuMsOf(Number(pid), { withEndedChildren: false })),
    0,
  );
  return living + cpuMsOf(postmaster, { withEndedChildren: true });
}

/** Linux counts in hundredths of a second on every common kernel (USER_HZ). */
const msPerTick = 10;

function parentOf(pid: number): number {
  return safely(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  });
}

function safely(read: () => number): number {
  try {
    return read();
  } catch {
    return 0;
  }
}
