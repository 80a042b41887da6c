import { defineConfig } from "vitest/config";

const seconds = 1000;

/**
 * A worker keeps what it has loaded and compiled for the next file, which takes 40 % off the CPU of server tests. Each
 * starts its own server and database and ends them, and none replaces modules, so they share nothing that changes. Pages
 * bring a browser for each file, and gain nothing.
 */
const keepsModules = { isolate: false };

/**
 * Tests of servers wait for clocks, pauses and processes a good part of their time, so that two of them leave the two cores
 * of CI idle for about a quarter of it. They run in a group of their own, after what needs the processor alone.
 */
const waitsMuch = { maxWorkers: 3, sequence: { groupOrder: 1 } };

/** Bring their own PostgreSQL, or are long and the same on every one: an outside PostgreSQL is not asked for them again. */
const once = ["src/server/db/embedded/**/*.test.ts", "tests/once/**/*.test.ts"];

const soak = {
  test: {
    name: "soak",
    include: ["tests/soak/**/*.test.ts"],
    globalSetup: ["tests/support/run-postgres.ts"],
    testTimeout: 3_600 * seconds,
    hookTimeout: 90 * seconds,
  },
};

export default defineConfig({
  test: {
    // Two cores are what CI has: pages keep both busy.
    maxWorkers: 2,
    retry: 0,
    allowOnly: false,
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      {
        test: {
          name: "unit",
          ...keepsModules,
          include: ["{src/{domain,contract,channels,web},simulators,scripts}/**/*.test.ts"],
          testTimeout: 20 * seconds,
          hookTimeout: 20 * seconds,
        },
      },
      {
        test: {
          name: "integration",
          ...keepsModules,
          ...waitsMuch,
          include: [
            "src/server/**/*.test.ts",
            "tests/{integration,hostile}/**/*.test.ts",
            "tests/simulation/postgres.test.ts",
            "tests/architecture/tables.test.ts",
          ],
          exclude: once,
          globalSetup: ["tests/support/run-postgres.ts"],
          testTimeout: 90 * seconds,
          hookTimeout: 90 * seconds,
        },
      },
      {
        test: {
          name: "once",
          ...keepsModules,
          ...waitsMuch,
          include: once,
          globalSetup: ["tests/support/run-postgres.ts"],
          testTimeout: 90 * seconds,
          hookTimeout: 90 * seconds,
        },
      },
      {
        test: {
          name: "simulation",
          ...keepsModules,
          include: ["tests/simulation/**/*.test.ts"],
          exclude: ["tests/simulation/postgres.test.ts"],
          testTimeout: 60 * seconds,
        },
      },
      {
        test: {
          name: "architecture",
          ...keepsModules,
          include: ["tests/architecture/**/*.test.ts"],
          exclude: ["tests/architecture/tables.test.ts"],
          testTimeout: 60 * seconds,
          hookTimeout: 60 * seconds,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: [
            "tests/support/run-postgres.ts",
            "tests/support/run-chromium.ts",
            "tests/support/build-screen.ts",
          ],
          testTimeout: 120 * seconds,
          hookTimeout: 120 * seconds,
        },
      },
      // Minutes long: only `npm run test:soak` asks for it.
      ...(process.env.SOAK === "yes" ? [soak] : []),
    ],
  },
});
