/** Sound out of a WebM file: what the decoder must know (an OpusHead, RFC 7845 §5.1) and the packets in order. */
export type WebmSound = { head: Uint8Array; packets: Uint8Array[] };

/** The file is no WebM with Opus as browsers record it. */
export class UnreadableSound extends Error {
  override readonly name = "UnreadableSound";
}

const ids = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  cluster: 0x1f43b675,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
} as const;

/** Elements whose content is elements. */
const parents = new Set<number>([ids.segment, ids.tracks, ids.trackEntry, ids.cluster, ids.blockGroup]);

/**
 * Reads the one track that a recorder writes (EBML, RFC 8794; Matroska, RFC 9559). Recorders stream: sizes of segments
 * and clusters may be unknown, which then end where the next one of their kind begins.
 */
export function readWebm(file: Uint8Array): WebmSound {
  const sound: { codec: string; head: Uint8Array | null; packets: Uint8Array[] } = {
    codec: "",
    head: null,
    packets: [],
  };
  walk(file, (id, content) => {
    switch (id) {
      case ids.codecId:
        sound.codec = new TextDecoder().decode(content);
        break;
      case ids.codecPrivate:
        sound.head = content;
        break;
      case ids.block:
      case ids.simpleBlock:
        sound.packets.push(packetOf(content));
        break;
      default:
    }
  });
  const { codec, head, packets } = sound;
  if (!codec.startsWith("A_OPUS") || head === null || packets.length === 0) {
    throw new UnreadableSound("No Opus in it");
  }
  return { head, packets };
}

/** Goes through all elements; unknown sizes need no end, as everything inside is walked through anyway. */
function walk(file: Uint8Array, visit: (id: number, content: Uint8Array) => void): void {
  let at = 0;
  while (at < file.length) {
    const id = readNumber(file, at, { keepsMarker: true });
    const size = readNumber(file, at + id.length, { keepsMarker: false });
    const start = at + id.length + size.length;
    if (parents.has(id.value)) {
      at = start;
      continue;
    }
    // The last block of a recording that was cut is left out.
    if (size.isUnknown || start + size.value > file.length) {
      return;
    }
    visit(id.value, file.subarray(start, start + size.value));
    at = start + size.value;
  }
}

/** A number of 1 to 8 bytes: the leading zeros of the first say how many follow. */
function readNumber(
  file: Uint8Array,
  at: number,
  { keepsMarker }: { keepsMarker: boolean },
): { value: number; length: number; isUnknown: boolean } {
  const first = file[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > file.length) {
    throw new UnreadableSound("Cut in the middle of a number");
  }
  const own = first & (0xff >> length);
  let value = keepsMarker ? first : own;
  let isUnknown = own === 0xff >> length;
  for (const byte of file.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value, length, isUnknown };
}

/** A block begins with its track, its time (2 bytes) and flags; recorders put one packet into each. */
function packetOf(block: Uint8Array): Uint8Array {
  const { length } = readNumber(block, 0, { keepsMarker: false });
  const flags = block[length + 2] ?? 0;
  if ((flags & 0x06) !== 0) {
    throw new UnreadableSound("Several packets in one block");
  }
  return block.subarray(length + 3);
}
