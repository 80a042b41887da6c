/** For a scroller without anything to focus inside: the keyboard must reach it to scroll it (WCAG 2.1.1). */
export const keyboardScrollable = { tabIndex: 0 };
