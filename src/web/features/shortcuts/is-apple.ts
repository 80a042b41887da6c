/** Whether the keyboard is Apple's, where Cmd does what Ctrl does elsewhere. */
export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
