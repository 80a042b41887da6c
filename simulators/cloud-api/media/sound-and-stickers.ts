const kilobyte = 1_024;

/** Why a sticker is too large, or null: a still one may have 100 KB, a moving one 500 KB (whatsapp-platform §2.2). */
export function findStickerProblem(bytes: Buffer): string | null {
  const isMoving = bytes.subarray(0, 12).toString("latin1").startsWith("RIFF") && bytes.includes("ANIM");
  const limit = (isMoving ? 500 : 100) * kilobyte;
  return bytes.length > limit
    ? `A ${isMoving ? "moving" : "still"} sticker has at most ${limit} bytes`
    : null;
}

/** Why a file is no voice note, or null: it must be Ogg with one channel of Opus (whatsapp-platform §2.2). */
export function findVoiceProblem(bytes: Buffer): string | null {
  const head = bytes.indexOf("OpusHead");
  if (!bytes.subarray(0, 4).equals(Buffer.from("OggS")) || head < 0) {
    return "A voice note must be an Ogg file with Opus";
  }
  return bytes[head + 9] === 1 ? null : "A voice note must have one channel";
}
