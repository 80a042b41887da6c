import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { chromiumArgs } from "./chromium-args.ts";

/** How a page is seen. */
export interface PageOptions {
  locale?: "es-ES" | "en-GB";
  colorScheme?: "light" | "dark";
  viewport?: { width: number; height: number };
  timezoneId?: string;
  /** Blocked unless a test is about them: what they fetch, a test can't stand in for. */
  serviceWorkers?: "allow" | "block";
}

/** A browser for the tests of one file. */
export interface TestBrowser {
  /** A page with its own cookies and storage. */
  newPage(options?: PageOptions): Promise<Page>;
  /** What would fail the test at its end; taken, it no longer does. */
  takeComplaints(): string[];
}

/**
 * Launches a browser for the describe block or file that calls it. A test fails when a page asked any host but
 * 127.0.0.1 or threw an error that nobody caught.
 */
export function setUpBrowser(): TestBrowser {
  let browser: Browser | null = null;
  const complaints: string[] = [];

  beforeAll(async () => {
    const { executablePath, env } = inject("chromium");
    browser = await chromium.launch({ executablePath, env, args: chromiumArgs, headless: true });
  });
  afterEach(() => {
    expect(complaints.splice(0), "requests to other hosts and uncaught errors of pages").toEqual([]);
  });
  afterAll(() => browser?.close());

  return {
    takeComplaints: () => complaints.splice(0),
    newPage: async (options = {}) => {
      if (browser === null) {
        throw new Error(
          "newPage belongs into a test or hook: the browser is launched before the first test.",
        );
      }
      const context = await browser.newContext({
        locale: "es-ES",
        timezoneId: "Europe/Madrid",
        viewport: { width: 1280, height: 800 },
        reducedMotion: "reduce",
        serviceWorkers: "block",
        ...options,
      });
      context.on("request", (request) => {
        if (isForeign(request.url())) {
          complaints.push(`Request to ${request.url()}`);
        }
      });
      context.on("weberror", (error) => {
        complaints.push(`Uncaught in the page: ${error.error().message}`);
      });
      return context.newPage();
    },
  };
}

function isForeign(text: string): boolean {
  const url = new URL(text);
  return /^(?:https?|wss?):$/.test(url.protocol) && url.hostname !== "127.0.0.1";
}
