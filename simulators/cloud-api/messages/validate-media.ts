import { GraphError } from "../graph/graph-error.ts";
import type { Json, JsonObject } from "../json.ts";
import { optionalText, requireText, requireValid } from "./require.ts";

/** Looks up an uploaded file by id; throws Meta's error when it is unknown or too old. */
export type MediaCheck = (id: string) => void;

const captionLimit = 1_024;
const captionTypes = new Set(["image", "video", "document"]);

/** Checks an image, video, audio, document or sticker: exactly one of id and link. */
export function validateMedia(media: JsonObject, path: string, checkMedia: MediaCheck): void {
  const id = media.id ?? null;
  const link = media.link ?? null;
  if (id === null && link === null) {
    throw new GraphError(131008, `Either ${path}.id or ${path}.link is required.`);
  }
  requireValid(id === null || link === null, `Only one of ${path}.id and ${path}.link may be given.`);
  if (captionTypes.has(path)) {
    optionalText(media, "caption", `${path}.caption`, captionLimit);
  } else if (path === "audio" || path === "sticker") {
    requireValid(media.caption === undefined, `${path} takes no caption.`);
  }
  if (id !== null) {
    checkMedia(typeof id === "number" ? String(id) : requireText(media, "id", `${path}.id`, 128));
    return;
  }
  requireValid(isWebAddress(link), `${path}.link is not a valid URL.`);
}

function isWebAddress(value: Json): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
