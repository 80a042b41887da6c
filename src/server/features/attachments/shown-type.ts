/** So many first bytes tell the type. */
export const headBytes = 64;

/**
 * Type of a file that a browser may show or play, read from its first bytes; null: it is downloaded (S3). Nothing here can
 * run: no page, no SVG, no PDF, whatever its sender calls it.
 */
export function shownType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headBytes)).toString(
    "latin1",
  );
  return pictureType(head) ?? soundType(head) ?? filmType(head);
}

function pictureType(head: string): string | null {
  if (head.startsWith("\x89PNG\r\n\x1a\n")) {
    return "image/png";
  }
  if (head.startsWith("\xff\xd8\xff")) {
    return "image/jpeg";
  }
  if (/^GIF8[79]a/.test(head)) {
    return "image/gif";
  }
  return head.startsWith("RIFF") && head.startsWith("WEBP", 8) ? "image/webp" : null;
}

/** What phones record and people forward: Ogg with Opus or Vorbis, MP3, AAC, AMR, WAV, FLAC. */
function soundType(head: string): string | null {
  if (head.startsWith("OggS")) {
    return head.startsWith("OpusHead", 28) || head.startsWith("vorbis", 29) ? "audio/ogg" : null;
  }
  if (head.startsWith("ID3") || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(head)) {
    return "audio/mpeg";
  }
  if (/^\xff[\xf0\xf1\xf8\xf9]/.test(head)) {
    return "audio/aac";
  }
  if (head.startsWith("#!AMR")) {
    return "audio/amr";
  }
  if (head.startsWith("fLaC")) {
    return "audio/flac";
  }
  return head.startsWith("RIFF") && head.startsWith("WAVE", 8) ? "audio/wav" : null;
}

/** MP4 and its kin say what they are in their brand; WebM begins like every Matroska file. */
function filmType(head: string): string | null {
  if (head.startsWith("ftyp", 4)) {
    const brand = head.slice(8, 12);
    if (brand.startsWith("M4A") || brand.startsWith("M4B")) {
      return "audio/mp4";
    }
    return brand.startsWith("3g") ? "video/3gpp" : isFilmBrand(brand) ? "video/mp4" : null;
  }
  return head.startsWith("\x1a\x45\xdf\xa3") && head.includes("webm") ? "video/webm" : null;
}

function isFilmBrand(brand: string): boolean {
  return /^(?:isom|iso[2-9]|mp4[12]|avc1|M4V|MSNV|dash|qt {2})/.test(brand);
}
