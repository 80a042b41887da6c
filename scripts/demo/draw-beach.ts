import { crc32, deflateSync } from "node:zlib";

const width = 640;
const height = 440;
const horizon = 0.52;
const shore = 0.78;

type Colour = readonly [red: number, green: number, blue: number];

/** A photo that nobody took: sky, sun, sea and sand, as the bytes of a PNG. */
export function drawBeach(): Buffer {
  const raw = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = y * (1 + width * 3) + 1 + x * 3;
      colourAt(x / width, y / height).forEach((value, index) => {
        raw[place + index] = value;
      });
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(raw)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function colourAt(x: number, y: number): Colour {
  const wave = Math.sin(x * 14) * 0.008 + Math.sin(x * 37) * 0.003;
  if (y > shore + wave) {
    return mix([214, 190, 148], [236, 218, 184], (y - shore) / (1 - shore));
  }
  if (y > shore + wave - 0.014) {
    return [244, 247, 246];
  }
  const isUnderSun = Math.abs(x - 0.68) < 0.05 + (y - horizon) * 0.25;
  if (y > horizon) {
    const glitter = isUnderSun && Math.sin(y * 260 + Math.sin(x * 60)) > 0.35 ? 0.45 : 0;
    const sea = mix([38, 102, 138], [94, 178, 182], (y - horizon) / (shore - horizon));
    return mix(sea, [255, 226, 178], glitter);
  }
  const fromSun = Math.hypot((x - 0.68) * (width / height), y - 0.36);
  const sky = mix([108, 158, 206], [252, 214, 170], y / horizon);
  return fromSun < 0.06 ? [255, 246, 220] : mix(sky, [255, 236, 196], Math.max(0, 0.6 - fromSun * 2));
}

function mix(from: Colour, to: Colour, part: number): Colour {
  const at = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * part);
  return [at(0), at(1), at(2)];
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
