import type { Page } from "playwright-core";

/** An input and what the screen shows when it is done: an expression of the page, asked before each frame. */
export type Action = { event: "click" | "keydown"; isShown: string; act(): Promise<void> };

const longestMs = 20_000;

/** In the page: from the input's own time to the end of the first frame that shows the result. */
const watch = (event: string, isShown: string) => `
  globalThis.painted = new Promise((resolve, reject) => {
    addEventListener(${JSON.stringify(event)}, ({ timeStamp }) => {
      const look = () => {
        if (performance.now() - timeStamp > ${longestMs}) {
          reject(new Error("It is still not shown: " + ${JSON.stringify(isShown)}));
        } else if (${isShown}) {
          // The next task comes after this frame was drawn.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - timeStamp);
          port2.postMessage(null);
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  });
  globalThis.painted.catch(() => undefined);
  undefined`;

/** Acts as a person would and answers how long the result took to be seen, in ms. */
export async function timeToPaint(page: Page, { event, isShown, act }: Action): Promise<number> {
  await page.evaluate(watch(event, isShown));
  await act();
  return await page.evaluate<number>("globalThis.painted");
}

/** True when the open thread's log shows a line with this text, whole. */
export function isInLog(text: string): string {
  return `(() => {
    const log = document.querySelector("[role=log]")?.getBoundingClientRect();
    const lines = [...document.querySelectorAll("[role=log] [data-index]")];
    const line = lines.findLast(({ textContent }) => textContent.includes(${JSON.stringify(text)}));
    const box = line?.getBoundingClientRect();
    return log !== undefined && box !== undefined && box.top >= log.top - 1 && box.bottom <= log.bottom + 1;
  })()`;
}
