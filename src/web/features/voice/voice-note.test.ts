import { describe, expect, it } from "vitest";
import { samplesOf } from "./opus-packet.ts";
import { readWebm, UnreadableSound } from "./read-webm.ts";
import { writeOgg } from "./write-ogg.ts";

const text = (value: string) => [...new TextEncoder().encode(value)];
const head = new Uint8Array([...text("OpusHead"), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0]);
/** 20 ms of CELT, mono. */
const packet = (size: number, fill = 7) => new Uint8Array([0xf8, ...Array<number>(size - 1).fill(fill)]);

const unknown = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const element = (id: number[], content: readonly number[]) => [
  ...id,
  0x08,
  ...[24, 16, 8, 0].map((shift) => (content.length >> shift) & 0xff),
  ...content,
];
const block = (bytes: Uint8Array, flags = 0x80) => element([0xa3], [0x81, 0, 0, flags, ...bytes]);

/** As a recorder writes it: an EBML head, a segment and clusters without sizes, blocks of one packet. */
function webm(blocks: number[][], { codec = "A_OPUS", isSized = false } = {}): Uint8Array {
  const tracks = element(
    [0x16, 0x54, 0xae, 0x6b],
    element([0xae], [...element([0x86], text(codec)), ...element([0x63, 0xa2], [...head])]),
  );
  const cluster = [...element([0xe7], [0]), ...blocks.flat()];
  const clusters = isSized
    ? element([0x1f, 0x43, 0xb6, 0x75], cluster)
    : [0x1f, 0x43, 0xb6, 0x75, ...unknown, ...cluster];
  return new Uint8Array([
    ...element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], text("webm"))),
    ...[0x18, 0x53, 0x80, 0x67, ...unknown],
    ...tracks,
    ...clusters,
  ]);
}

/** An Ogg file taken apart, with its checksums asked bit by bit. */
function readPages(file: Uint8Array) {
  const pages: { flags: number; position: number; number: number; packets: Uint8Array[] }[] = [];
  for (let at = 0; at < file.length; ) {
    const view = new DataView(file.buffer, file.byteOffset + at);
    expect(new TextDecoder().decode(file.subarray(at, at + 4))).toBe("OggS");
    const sizes = [...file.subarray(at + 27, at + 27 + view.getUint8(26))];
    const start = at + 27 + sizes.length;
    const end = start + sizes.reduce((sum, size) => sum + size, 0);
    const zeroed = file.slice(at, end);
    zeroed.fill(0, 22, 26);
    expect(crcOf(zeroed)).toBe(view.getUint32(22, true));
    const packets: Uint8Array[] = [];
    let from = start;
    let length = 0;
    for (const size of sizes) {
      length += size;
      if (size < 255) {
        packets.push(file.subarray(from, from + length));
        from += length;
        length = 0;
      }
    }
    pages.push({
      flags: view.getUint8(5),
      position: Number(view.getBigUint64(6, true)),
      number: view.getUint32(18, true),
      packets,
    });
    at = end;
  }
  return pages;
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0n;
  for (const byte of bytes) {
    crc ^= BigInt(byte) << 24n;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc << 1n) ^ ((crc & 0x80000000n) === 0n ? 0n : 0x104c11db7n);
    }
  }
  return Number(crc);
}

describe("a recorded WebM", () => {
  it.each([true, false])("gives its Opus packets in order; clusters with a size: %s", (isSized) => {
    const packets = [packet(10, 1), packet(300, 2), packet(3, 3)];
    const read = readWebm(
      webm(
        packets.map((one) => block(one)),
        { isSized },
      ),
    );
    expect(read.head).toEqual(head);
    expect(read.packets).toEqual(packets);
  });

  it("that was cut gives what is whole of it", () => {
    const whole = webm([block(packet(10)), block(packet(10))]);
    expect(readWebm(whole.subarray(0, whole.length - 3)).packets).toHaveLength(1);
  });

  it.each([
    ["another codec", webm([block(packet(10))], { codec: "A_VORBIS" })],
    ["no sound", webm([])],
    ["laced blocks", webm([block(packet(10), 0x82)])],
    ["nothing", new Uint8Array()],
    ["anything else", new Uint8Array([0, 0, 0, 0])],
  ])("with %s is refused in words of ours", (_, file) => {
    expect(() => readWebm(file)).toThrow(UnreadableSound);
  });
});

describe("the Ogg of a voice note (RFC 3533, RFC 7845)", () => {
  it("begins with head and tags, counts samples after the pre-skip, and ends with the last page", () => {
    const packets = Array.from({ length: 120 }, (_, index) => packet(80, index));
    const pages = readPages(writeOgg({ head, packets }));
    expect(pages[0]).toMatchObject({ flags: 2, position: 0, packets: [head] });
    expect(new TextDecoder().decode(pages[1]?.packets[0]).slice(0, 8)).toBe("OpusTags");
    expect(pages.slice(2).flatMap((page) => page.packets)).toEqual(packets);
    expect(pages.map(({ number }) => number)).toEqual(pages.map((_, index) => index));
    expect(pages.slice(2).map(({ position }) => position)).toEqual([
      312 + 48_000,
      312 + 96_000,
      312 + 115_200,
    ]);
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 4]);
  });

  it.each([1, 254, 255, 256, 510, 1_275])("keeps a packet of %i bytes as it is", (size) => {
    const packets = [packet(size), packet(size, 9)];
    const pages = readPages(writeOgg({ head, packets }));
    expect(pages.slice(2).flatMap((page) => page.packets)).toEqual(packets);
  });

  it("never has more than 255 segments on a page", () => {
    const packets = Array.from({ length: 49 }, () => packet(1_275));
    expect(
      readPages(writeOgg({ head, packets }))
        .slice(2)
        .flatMap((page) => page.packets),
    ).toEqual(packets);
  });
});

describe("how long a packet sounds (RFC 6716 §3.1)", () => {
  it.each([
    ["SILK 10 ms", [0x00], 480],
    ["SILK 60 ms", [0x18], 2_880],
    ["hybrid 20 ms", [0x68], 960],
    ["CELT 2.5 ms", [0x80], 120],
    ["CELT 20 ms", [0xf8], 960],
    ["two frames", [0xf9], 1_920],
    ["two frames of unlike sizes", [0xfa], 1_920],
    ["three frames, as the second byte says", [0xfb, 0x03], 2_880],
  ])("%s", (_, bytes, samples) => {
    expect(samplesOf(new Uint8Array(bytes))).toBe(samples);
  });
});
