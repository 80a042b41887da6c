import { randomFillSync } from "node:crypto";

const randomLength = 10;
/** Chance for the next ids: asking for it costs more than an id, so it is asked for 512 of them. */
const random = Buffer.alloc(512 * randomLength);
let used = random.length;
let lastMs = 0;
let sequence = 0;

/** A new UUIDv7 (RFC 9562 §5.7): real time in ms, then a counter so that ids of one process ascend, then chance. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const start = used;
  used += randomLength;
  const time = lastMs.toString(16).padStart(12, "0");
  const counter = sequence.toString(16).padStart(3, "0");
  const tail = random.toString("hex", start, used);
  const variant = (8 + (random.readUInt8(used - 1) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${tail.slice(0, 3)}-${tail.slice(3, 15)}`;
}
