import { make, makeButton, on } from "./elements.ts";
import { icon } from "./icons.ts";
import { kindOf } from "./message-words.ts";
import type { Media } from "./model.ts";
import { text } from "./text.ts";

/** The picture, sound, film or file of a message; null when it has none. */
export function bubbleMedia(
  { type, media }: { type: string; media: Media | null },
  onPlay?: () => void,
): HTMLElement | null {
  if (!media) {
    return null;
  }
  if (media.url === null) {
    return drawFile(media, type);
  }
  switch (type) {
    case "image":
    case "sticker":
      return drawPicture(media.url, type);
    case "audio":
      return on(
        make("audio", { controls: true, src: media.url, preload: "metadata", "aria-label": text("audio") }),
        { play: () => onPlay?.() },
      );
    case "video":
      return make("video", { controls: true, src: media.url, preload: "metadata", class: "picture" });
    default:
      return drawFile(media, type);
  }
}

function drawPicture(url: string, type: string): HTMLElement {
  const picture = make("img", {
    src: url,
    alt: kindOf(type) ?? "",
    class: `picture ${type}`,
    loading: "lazy",
  });
  return makeButton(
    { class: "picture-button", "aria-label": text("openPhoto") },
    () => enlarge(url),
    picture,
  );
}

function drawFile(media: Media, type: string): HTMLElement {
  const name = media.filename ?? media.link ?? kindOf(type) ?? text("document");
  const words = make("span", { class: "file-name" }, name);
  const address = media.url ?? media.link;
  return address === null
    ? make("span", { class: "file" }, icon("document"), words)
    : make(
        "a",
        { class: "file", href: address, target: "_blank", rel: "noopener noreferrer" },
        icon("document"),
        words,
      );
}

function enlarge(url: string): void {
  const close = makeButton(
    { class: "icon-button", "aria-label": text("closePhoto") },
    () => dialog.close(),
    icon("close"),
  );
  const picture = make("img", { src: url, alt: text("photo") });
  const dialog = make("dialog", { class: "lightbox", "aria-label": text("photo") }, close, picture);
  on(dialog, {
    close: () => dialog.remove(),
    click: (event) => event.target === dialog && dialog.close(),
  });
  document.body.append(dialog);
  dialog.showModal();
}
