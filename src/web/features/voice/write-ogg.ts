import { samplesOf } from "./opus-packet.ts";
import type { WebmSound } from "./read-webm.ts";

/** Any number: there is one stream in the file. */
const serial = 0x6d636f67;
const firstPage = 0x02;
const lastPage = 0x04;
/** A page has at most 255 segments of at most 255 bytes. */
const mostSegments = 255;
/** Players look for a page at least every second. */
const mostSamples = 48_000;

/** Puts Opus packets into an Ogg file (RFC 3533, RFC 7845), as WhatsApp wants voice notes. */
export function writeOgg({ head, packets }: WebmSound): Uint8Array<ArrayBuffer> {
  const preSkip = (head[10] ?? 0) + (head[11] ?? 0) * 256;
  const pages = [
    makePage({ packets: [head], position: 0, flags: firstPage, number: 0 }),
    makePage({ packets: [tags()], position: 0, flags: 0, number: 1 }),
  ];
  let position = preSkip;
  let waiting: { packets: Uint8Array[]; segments: number; samples: number } = noPackets();
  packets.forEach((packet, index) => {
    const segments = segmentsOf(packet);
    if (waiting.segments + segments > mostSegments) {
      pages.push(makePage({ packets: waiting.packets, position, flags: 0, number: pages.length }));
      waiting = noPackets();
    }
    const samples = samplesOf(packet);
    position += samples;
    waiting.packets.push(packet);
    waiting.segments += segments;
    waiting.samples += samples;
    const isLast = index === packets.length - 1;
    if (isLast || waiting.samples >= mostSamples) {
      const flags = isLast ? lastPage : 0;
      pages.push(makePage({ packets: waiting.packets, position, flags, number: pages.length }));
      waiting = noPackets();
    }
  });
  return concat(pages);
}

function noPackets() {
  return { packets: [] as Uint8Array[], segments: 0, samples: 0 };
}

/** The second page names who wrote it, and nothing else. */
function tags(): Uint8Array {
  const vendor = new TextEncoder().encode("messaging-center");
  const bytes = new Uint8Array(16 + vendor.length);
  bytes.set(new TextEncoder().encode("OpusTags"));
  new DataView(bytes.buffer).setUint32(8, vendor.length, true);
  bytes.set(vendor, 12);
  return bytes;
}

/** A packet is cut into pieces of 255; a shorter one, be it empty, ends it. */
function segmentsOf({ length }: Uint8Array): number {
  return Math.floor(length / 255) + 1;
}

function makePage(page: {
  packets: readonly Uint8Array[];
  position: number;
  flags: number;
  number: number;
}): Uint8Array {
  const table = page.packets.flatMap((packet) => [
    ...Array<number>(segmentsOf(packet) - 1).fill(255),
    packet.length % 255,
  ]);
  const head = new Uint8Array(27 + table.length);
  head.set(new TextEncoder().encode("OggS"));
  head[5] = page.flags;
  const view = new DataView(head.buffer);
  view.setBigUint64(6, BigInt(page.position), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, page.number, true);
  head[26] = table.length;
  head.set(table, 27);
  const whole = concat([head, ...page.packets]);
  new DataView(whole.buffer).setUint32(22, checksum(whole), true);
  return whole;
}

/** CRC-32 with the polynomial 0x04c11db7, nothing turned around (RFC 3533 §6). */
function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc = (crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0);
  }
  return crc >>> 0;
}

const table = Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  }
  return value;
});

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
