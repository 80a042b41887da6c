/**
 * Runs something once the frame that is being prepared stands on the screen; answers how to give it up. A page that nobody
 * sees draws no frames: there it runs at once, as a task of its own.
 */
export function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const runNext = (): void => {
    timer = setTimeout(run);
  };
  if (document.visibilityState !== "visible") {
    runNext();
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(runNext);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
