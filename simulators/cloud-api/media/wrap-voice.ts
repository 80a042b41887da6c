import { writeVoiceNote } from "./write-ogg.ts";

/** Elements of WebM that hold others; their content is read as if it stood beside them. */
const containers = new Set([0x18538067, 0x1f43b675, 0xa0]);
const blocks = new Set([0xa3, 0xa1]);

/** What a browser recorded (Opus in WebM) as the Ogg file that WhatsApp makes of it; null when there is no sound. */
export function wrapVoice(webm: Buffer): Buffer | null {
  const packets = readPackets(webm);
  return packets.length === 0 ? null : writeVoiceNote(packets);
}

function readPackets(webm: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  let at = 0;
  while (at < webm.length) {
    const id = readNumber(webm, at, true);
    const size = id && readNumber(webm, at + id.length, false);
    if (!id || !size) {
      break;
    }
    const start = at + id.length + size.length;
    if (containers.has(id.value)) {
      at = start;
      continue;
    }
    const end = Math.min(start + size.value, webm.length);
    const track = blocks.has(id.value) ? readNumber(webm, start, false) : null;
    if (track) {
      // Track, two bytes of time, one of flags, then the packet.
      packets.push(webm.subarray(start + track.length + 3, end));
    }
    at = end;
  }
  return packets.filter((packet) => packet.length > 0);
}

/** A number of variable length: leading zeros of the first byte tell how many bytes it has; ids keep that mark. */
function readNumber(bytes: Buffer, at: number, keepsMark: boolean): { value: number; length: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) {
    return null;
  }
  const head = keepsMark ? first : first & (0xff >> length);
  const value = bytes.subarray(at + 1, at + length).reduce((sum, byte) => sum * 256 + byte, head);
  return { value, length };
}
