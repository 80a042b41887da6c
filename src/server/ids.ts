import { randomFillSync } from "node:crypto";

const random = Buffer.alloc(10);
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
  randomFillSync(random);
  const time = lastMs.toString(16).padStart(12, "0");
  const counter = sequence.toString(16).padStart(3, "0");
  const tail = random.toString("hex");
  const variant = (8 + (random.readUInt8(9) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${tail.slice(0, 3)}-${tail.slice(3, 15)}`;
}
