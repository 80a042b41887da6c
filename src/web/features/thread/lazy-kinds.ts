import { type ComponentType, lazy } from "react";
import { withMoreWords } from "../../text/i18n.ts";

/** Parts of messages that most threads have few of: their code comes with the first one. */
function later<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await withMoreWords(load()) }));
}

export const AmendedContent = later(async () => (await import("./kinds/AmendedContent.tsx")).AmendedContent);
export const BubbleActions = later(async () => (await import("./BubbleActions.tsx")).BubbleActions);
export const EventLine = later(async () => (await import("./kinds/EventLine.tsx")).EventLine);
export const FileCard = later(async () => (await import("./kinds/FileCard.tsx")).FileCard);
export const FormattedText = later(async () => (await import("./FormattedText.tsx")).FormattedText);
export const FilmPlayer = later(async () => (await import("./kinds/FilmPlayer.tsx")).FilmPlayer);
export const KindContent = later(async () => (await import("./kinds/KindContent.tsx")).KindContent);
export const MessageFailure = later(async () => (await import("./MessageFailure.tsx")).MessageFailure);
export const MessageMarks = later(async () => (await import("./kinds/MessageMarks.tsx")).MessageMarks);
export const OfferLine = later(async () => (await import("./kinds/OfferLine.tsx")).OfferLine);
export const ReferralCard = later(async () => (await import("./kinds/ReferralCard.tsx")).ReferralCard);
export const SoundPlayer = later(async () => (await import("./kinds/SoundPlayer.tsx")).SoundPlayer);
export const TemplateCards = later(async () => (await import("./kinds/TemplateCards.tsx")).TemplateCards);
