const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The head of a PNG of one pixel. */
export function pngOf(bits: number, colourType: number): Uint8Array {
  return new Uint8Array([
    ...pngMark,
    0,
    0,
    0,
    13,
    0x49,
    0x48,
    0x44,
    0x52,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    1,
    bits,
    colourType,
  ]);
}

/** The head of a JPEG of one pixel, behind so many profiles of 64 kB. */
export function jpegOf(frame: {
  channels: number;
  bits?: number;
  marker?: number;
  profiles?: number;
}): Uint8Array {
  const { channels, bits = 8, marker = 0xc0, profiles = 0 } = frame;
  const profile = [0xff, 0xe2, 0xff, 0xff, ...Array.from({ length: 0xff_fd }, () => 0)];
  const before = Array.from({ length: profiles }, () => profile).flat();
  const tables = [0xff, 0xdb, 0, 5, 0, 1, 1];
  const parts = Array.from({ length: channels }, (_, index) => [index + 1, 0x11, 0]).flat();
  const head = [0xff, marker, 0, 8 + parts.length, bits, 0, 1, 0, 1, channels, ...parts];
  return new Uint8Array([0xff, 0xd8, ...before, ...tables, ...head, 0xff, 0xda, 0, 2]);
}
