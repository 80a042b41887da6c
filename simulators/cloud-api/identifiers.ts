import { createHash } from "node:crypto";

/** Ids and hashes that look like Meta's and depend on the seed and their order alone. */
export type Identifiers = {
  wamid(userId: string, direction: "in" | "out"): string;
  digits(kind: string): string;
  hex(kind: string, length: number): string;
};

/** Makes the source of ids for a seed; `count` continues an earlier run. */
export function createIdentifiers(seed: number, counter: { count: number }): Identifiers {
  const next = (kind: string) => {
    counter.count += 1;
    return createHash("sha256").update(`${seed}:${counter.count}:${kind}`).digest("hex");
  };
  return {
    wamid(userId, direction) {
      const user = Buffer.from(userId.slice(0, 200), "ascii");
      const head = Buffer.from([0x1c, 0x18, user.length]);
      const middle = Buffer.from([0x15, 0x02, 0x00, direction === "out" ? 0x11 : 0x12, 0x18, 0x14]);
      const tail = Buffer.from(next("wamid").slice(0, 20).toUpperCase(), "ascii");
      return `wamid.${Buffer.concat([head, user, middle, tail, Buffer.from([0])]).toString("base64")}`;
    },
    digits: (kind) =>
      `1${(BigInt(`0x${next(kind).slice(0, 12)}`) % 10n ** 14n).toString().padStart(14, "0")}`,
    hex: (kind, length) => next(kind).slice(0, length),
  };
}
