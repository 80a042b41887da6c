import { useEffect } from "react";
import { createStore } from "../api/create-store.ts";
import { useWords } from "./use-words.ts";

const pageName = createStore<string | null>(null);
const productName = createStore("Messaging Center");
const most = 99;

/** How many unread threads concern the person: the number in the tab's title and the dot on its icon. */
export const unreadThreads = createStore(0);

for (const store of [pageName, productName, unreadThreads]) {
  store.subscribe(writeTitle);
}

/** Names the screen in the tab's title while it is open. */
export function usePageTitle(name: string | null): void {
  const words = useWords();
  const product = words("app.name");
  useEffect(() => {
    productName.set(product);
    pageName.set(name);
    return () => pageName.set(null);
  }, [name, product]);
}

/** "(3) María Ferrer · Messaging Center", and the same in the icon. */
function writeTitle(): void {
  const unread = unreadThreads.get();
  const name = pageName.get();
  const badge = unread === 0 ? "" : `(${unread > most ? `${most}+` : unread}) `;
  document.title = `${badge}${name === null ? "" : `${name} · `}${productName.get()}`;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = unread === 0 ? "/favicon.svg" : "/favicon-news.svg";
  if (icon !== null && icon.getAttribute("href") !== href) {
    icon.href = href;
  }
}
