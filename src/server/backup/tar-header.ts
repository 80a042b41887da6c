/** The unit in which tar counts: headers have one, contents are filled up to whole ones. */
export const blockSize = 512;

/** A file inside an archive. */
export type TarEntry = { name: string; size: number };

const longestName = 100;
const largestSize = 8 ** 11 - 1;

/** The header of one file (POSIX ustar), readable by its owner alone. */
export function writeTarHeader({ name, size }: TarEntry, atSeconds: number): Buffer {
  if (Buffer.byteLength(name) > longestName || size > largestSize) {
    throw new RangeError(`${name} does not fit into a backup`);
  }
  const header = Buffer.alloc(blockSize);
  header.write(name, 0);
  header.write("0000600\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${octal(size, 11)}\0`, 124);
  header.write(`${octal(atSeconds, 11)}\0`, 136);
  header.write("0", 156);
  header.write("ustar\0", 257);
  header.write("00", 263);
  header.write(`${octal(sumOf(header), 6)}\0 `, 148);
  return header;
}

/** The file that a header tells of; null when it is none that `writeTarHeader` made. */
export function readTarHeader(header: Buffer): TarEntry | null {
  const text = (start: number, length: number) => header.toString("utf8", start, start + length);
  const size = text(124, 11);
  const isOurs = text(257, 6) === "ustar\0" && text(156, 1) === "0" && /^[0-7]{11}$/.test(size);
  if (!isOurs || text(148, 6) !== octal(sumOf(header), 6)) {
    return null;
  }
  return { name: text(0, longestName).replace(/\0.*$/s, ""), size: Number.parseInt(size, 8) };
}

/** How many bytes fill a content up to whole blocks. */
export function paddingOf(size: number): number {
  return (blockSize - (size % blockSize)) % blockSize;
}

function octal(value: number, digits: number): string {
  return Math.floor(value).toString(8).padStart(digits, "0");
}

/** The field of the sum itself counts as spaces. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
}
