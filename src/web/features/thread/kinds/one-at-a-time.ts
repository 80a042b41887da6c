import { createStored } from "../../../api/stored.ts";

let playing: HTMLMediaElement | null = null;
const speeds: readonly number[] = [1, 1.5, 2];

/** Lets one sound play and stops the one before it: two voices at once are none. */
export function playAlone(media: HTMLMediaElement): Promise<void> {
  if (playing !== media) {
    playing?.pause();
    playing = media;
  }
  return media.play();
}

/** How fast sounds are played; the one speed of all of them, kept for the next time. */
export const speed = createStored<number>("speed", (raw) => (isSpeed(raw) ? raw : 1));

/** The next speed, after the last one the first. */
export function nextSpeed(current: number): number {
  return speeds[(speeds.indexOf(current) + 1) % speeds.length] ?? 1;
}

function isSpeed(raw: unknown): raw is number {
  return speeds.some((one) => one === raw);
}
