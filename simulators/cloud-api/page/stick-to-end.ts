/** Keeps a scroller at its end while it was there, whatever grows: new messages, pictures, fonts, the composer. */
export function stickToEnd(scroller: HTMLElement): { follow: () => void; jump: () => void } {
  let isAtEnd = true;
  const follow = () => {
    if (isAtEnd) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  };
  scroller.addEventListener("scroll", () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  });
  scroller.addEventListener("load", follow, true);
  new ResizeObserver(follow).observe(scroller);
  void document.fonts.ready.then(follow);
  return {
    follow,
    jump() {
      isAtEnd = true;
      follow();
    },
  };
}
