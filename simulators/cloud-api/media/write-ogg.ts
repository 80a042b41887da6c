/** One frame of 20 ms of silence in Opus. */
const silentFrame = Buffer.from([0xf8, 0xff, 0xfe]);
const frameMs = 20;
const samplesPerMs = 48;
const packetsPerPage = 20;
const serial = 0x4d43;

/** A voice note: packets of Opus in an Ogg file with one channel, as WhatsApp records them (RFC 7845, RFC 3533). */
export function writeVoiceNote(frames: readonly Buffer[]): Buffer {
  const head = Buffer.from([...Buffer.from("OpusHead"), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0]);
  const tags = Buffer.concat([
    Buffer.from("OpusTags"),
    Buffer.from([4, 0, 0, 0]),
    Buffer.from("none"),
    Buffer.alloc(4),
  ]);
  const pages = [
    writePage([head], { flags: 2, position: 0, number: 0 }),
    writePage([tags], { flags: 0, position: 0, number: 1 }),
  ];
  let position = 0;
  for (let start = 0; start < frames.length; start += packetsPerPage) {
    const packets = frames.slice(start, start + packetsPerPage);
    position += packets.reduce((sum, packet) => sum + durationOf(packet) * samplesPerMs, 0);
    const flags = start + packets.length === frames.length ? 4 : 0;
    pages.push(writePage(packets, { flags, position, number: pages.length }));
  }
  return Buffer.concat(pages);
}

/** A voice note in which nobody speaks. */
export function writeSilence(lastsMs: number): Buffer {
  return writeVoiceNote(
    Array.from({ length: Math.max(1, Math.round(lastsMs / frameMs)) }, () => silentFrame),
  );
}

/** How many ms a packet lasts: its first byte names the length and the number of its frames (RFC 6716, §3.1). */
function durationOf(packet: Buffer): number {
  const head = packet[0] ?? 0;
  const kind = head >> 3;
  const lengths = kind < 12 ? [10, 20, 40, 60] : kind < 16 ? [10, 20] : [2.5, 5, 10, 20];
  const code = head & 3;
  const frames = code === 3 ? (packet[1] ?? 0) & 0x3f : Math.min(code + 1, 2);
  return (lengths[kind % lengths.length] ?? frameMs) * frames;
}

function writePage(
  packets: readonly Buffer[],
  page: { flags: number; position: number; number: number },
): Buffer {
  // A packet is cut in pieces of 255 bytes; a shorter one ends it.
  const lacing = packets.flatMap((packet) => [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    packet.length % 255,
  ]);
  const header = Buffer.alloc(27);
  header.write("OggS", 0, "latin1");
  header[5] = page.flags;
  header.writeBigUInt64LE(BigInt(page.position), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(page.number, 18);
  header[26] = lacing.length;
  const whole = Buffer.concat([header, Buffer.from(lacing), ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

const table = Array.from({ length: 256 }, (_, index) => {
  let remainder = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = remainder & 0x80000000 ? (remainder << 1) ^ 0x04c11db7 : remainder << 1;
  }
  return remainder >>> 0;
});

/** Ogg's own CRC-32: not reflected, beginning at zero. */
function checksum(bytes: Buffer): number {
  return bytes.reduce((sum, byte) => ((sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0, 0);
}
