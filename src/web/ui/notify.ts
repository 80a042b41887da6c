import { createStore } from "../api/create-store.ts";

/** A short notice that goes away by itself. */
export type Notice = { id: number; text: string };

/** The notices on the screen, oldest first. */
export const notices = createStore<readonly Notice[]>([]);

const shownMs = 5_000;
let lastId = 0;

/** Shows a short notice. */
export function notify(text: string): void {
  lastId += 1;
  const notice = { id: lastId, text };
  notices.set([...notices.get(), notice]);
  setTimeout(() => notices.set(notices.get().filter(({ id }) => id !== notice.id)), shownMs);
}
