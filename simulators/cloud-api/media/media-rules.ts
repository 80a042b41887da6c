const megabyte = 1_024 * 1_024;

/** What each message type may carry (whatsapp-platform §2.2): kind of file and size. */
const rules: Readonly<Record<string, { mimeType: RegExp; maximumBytes: number }>> = {
  image: { mimeType: /^image\/(jpeg|png)$/, maximumBytes: 5 * megabyte },
  video: { mimeType: /^video\/(mp4|3gpp)$/, maximumBytes: 16 * megabyte },
  audio: { mimeType: /^audio\/(aac|amr|mpeg|mp4|ogg)/, maximumBytes: 16 * megabyte },
  sticker: { mimeType: /^image\/webp$/, maximumBytes: 500 * 1_024 },
  document: { mimeType: /./, maximumBytes: 100 * megabyte },
};

/** The media types of messages. */
export const mediaTypes = Object.keys(rules);

/** Why a file can't be sent as this type, or null when it can. */
export function findMediaProblem(type: string, file: { mimeType: string; size: number }): string | null {
  const rule = rules[type];
  if (!rule) {
    return null;
  }
  if (!rule.mimeType.test(file.mimeType)) {
    return `Media of type ${file.mimeType} can't be sent as ${type}`;
  }
  return file.size > rule.maximumBytes ? `Media is larger than ${rule.maximumBytes} bytes` : null;
}

/** The message type that a file of this kind is meant for. */
export function mediaTypeOf(mimeType: string): string {
  return mediaTypes.find((type) => rules[type]?.mimeType.test(mimeType)) ?? "document";
}
