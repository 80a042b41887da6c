/**
 * How the browser of tests and bench is launched. The sandbox needs rights that containers rarely give; everything else
 * is a browser as people have it. No name but our own address resolves, so that nothing can leave the machine.
 */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A microphone that hums, and is given to whoever asks.
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];
