import type { ContactCard, Content, PlacePin, ReactionTarget } from "./content.ts";
import {
  type ContentProblem,
  findCountProblem,
  findLengthProblem,
  findTextProblem,
  firstProblem,
} from "./content-problem.ts";
import { findInteractiveProblem } from "./interactive-limits.ts";
import { findCaptionProblem, findFileProblem } from "./media-limits.ts";
import { dayMs, type Instant } from "./time.ts";

/** Meta's page says 257 cards, its description of the API 5 (§2.2): more than the first is refused for sure. */
export const mostContacts = 257;

/** Meta names no limit for the lines of a place; a screen shows far less. */
export const maxPlaceLength = 1_000;

/** A reaction finds messages up to this age (§2.2). */
export const reactionTargetMs = 30 * dayMs;

/** Why a content is none that WhatsApp takes (§2.2, §2.3); null when it is one. The one look of screen and API. */
export function findContentProblem(content: Content, now: Instant): ContentProblem | null {
  switch (content.kind) {
    case "location":
      return findPlaceProblem(content.location);
    case "contacts":
      return firstProblem([
        findCountProblem("contacts", content.contacts.length, mostContacts),
        ...content.contacts.map(findContactProblem),
      ]);
    case "reaction":
      return firstProblem([findEmojiProblem(content.emoji), findTargetProblem(content.target, now)]);
    case "interactive":
      return findInteractiveProblem(content.interactive, content.file);
    default: {
      const { kind, file, caption, isVoice } = content;
      return file === null
        ? { field: "file", problem: "missing" }
        : firstProblem([findFileProblem(kind, file, { isVoice }), findCaptionProblem(kind, caption)]);
    }
  }
}

function findPlaceProblem({ latitude, longitude, name, address }: PlacePin): ContentProblem | null {
  return firstProblem([
    Math.abs(latitude) <= 90 ? null : { field: "latitude", problem: "unfit" },
    Math.abs(longitude) <= 180 ? null : { field: "longitude", problem: "unfit" },
    findLengthProblem("name", name, maxPlaceLength),
    findLengthProblem("address", address, maxPlaceLength),
  ]);
}

/** Beside the whole name one of its parts must be there (§2.2). */
function findContactProblem({ name }: ContactCard): ContentProblem | null {
  const { formatted_name: whole, ...parts } = name;
  const hasPart = Object.values(parts).some((part) => part !== undefined && part.trim() !== "");
  return (
    findTextProblem("name", whole, maxPlaceLength) ?? (hasPart ? null : { field: "name", problem: "unfit" })
  );
}

const signs = new Intl.Segmenter("en", { granularity: "grapheme" });

/** One emoji, or nothing: that takes the reaction off. */
function findEmojiProblem(emoji: string): ContentProblem | null {
  const isOneSign = [...signs.segment(emoji)].length <= 1 && emoji.length <= 64;
  return isOneSign && !/[\p{L}\s]/u.test(emoji) ? null : { field: "emoji", problem: "unfit" };
}

function findTargetProblem(target: ReactionTarget, now: Instant): ContentProblem | null {
  if (!target.isKnownToProvider || target.isReaction) {
    return { field: "target", problem: "unfit" };
  }
  return now - target.sentAt > reactionTargetMs ? { field: "target", problem: "too-old" } : null;
}
