declare const self: ServiceWorkerGlobalScope;

/** What the build wrote of itself: a name that changes with any file, and every file that a screen may need. */
type Build = { version: string; files: string[] };

const cachePrefix = "mc ";
/** The tabs that are open while a new version comes still need the files of theirs. */
const keptVersions = 2;
const notPages = /^\/(?:api|control|health|metrics|webhooks|assets)(?:\/|$)/;
const matching = { ignoreVary: true, ignoreSearch: true };

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

/** Pages and files only: what the API says is never kept, so that nobody sees old news or another person's. */
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (pathname.startsWith("/assets/")) {
    event.respondWith(fromCache(request));
  } else if (request.mode === "navigate" && !notPages.test(pathname)) {
    event.respondWith(openPage(event));
  }
});

/** The server's page, and its files for later; without a connection the page that was kept last. */
async function openPage(event: FetchEvent): Promise<Response> {
  try {
    const page = await fetch(event.request);
    event.waitUntil(keepShell().catch(() => undefined));
    return page;
  } catch (error) {
    for (const name of (await versions()).toReversed()) {
      const kept = await (await caches.open(name)).match("/", matching);
      if (kept !== undefined) {
        return kept;
      }
    }
    throw error;
  }
}

/** Files are named by their content: one that was kept is right for ever. */
async function fromCache(request: Request): Promise<Response> {
  return (await caches.match(request, matching)) ?? (await fetch(request));
}

/** Keeps all files of the server's version unless they are kept; the page comes last and makes it whole. */
async function keepShell(): Promise<void> {
  const answer = await fetch("/build.json", { cache: "no-store" });
  const { version, files } = readBuild(await answer.json());
  const cache = await caches.open(cachePrefix + version);
  if ((await cache.match("/", matching)) !== undefined) {
    return;
  }
  await cache.addAll(files);
  const page = await fetch("/", { cache: "no-store" });
  if (!(await page.clone().text()).includes(version)) {
    throw new Error("The server changed its version meanwhile: the next page tries again.");
  }
  await cache.put("/", page);
  for (const old of (await versions()).slice(0, -keptVersions)) {
    await caches.delete(old);
  }
}

function readBuild(raw: unknown): Build {
  if (typeof raw !== "object" || raw === null || !("version" in raw) || !("files" in raw)) {
    throw new Error("The server tells nothing of its build.");
  }
  const files: unknown[] = Array.isArray(raw.files) ? raw.files : [];
  return { version: String(raw.version), files: files.map(String) };
}

/** The kept versions, oldest first. */
async function versions(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
}
