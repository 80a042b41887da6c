import { expect, it } from "vitest";
import { createClaimLoop } from "./claim-loop.ts";

/** A loop whose claims end when the test says so, under a clock that it moves. */
function start() {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const claims: { workspaceId: string; end: PromiseWithResolvers<number | null> }[] = [];
  const failures: unknown[] = [];
  const loop = createClaimLoop({
    time: {
      now: () => now,
      after(ms, callback) {
        const timer = { at: now + ms, callback };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    claim(workspaceId) {
      const end = Promise.withResolvers<number | null>();
      claims.push({ workspaceId, end });
      return end.promise;
    },
    onFailure: (_workspaceId, error) => failures.push(error),
  });
  return {
    loop,
    failures,
    looked: () => claims.map(({ workspaceId }) => workspaceId),
    async end(index: number, againInMs: number | null | Error) {
      const { end } = claims[index] ?? {};
      if (againInMs instanceof Error) {
        end?.reject(againInMs);
      } else {
        end?.resolve(againInMs);
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
    advance(ms: number) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { callback } of due) {
        callback();
      }
    },
  };
}

it("looks at a workspace once at a time, and once more when somebody rang meanwhile", async () => {
  const { loop, looked, end } = start();
  loop.look("a");
  loop.look("a");
  loop.look("a");
  expect(looked()).toEqual(["a"]);
  await end(0, null);
  expect(looked()).toEqual(["a", "a"]);
  await end(1, null);
  expect(looked()).toEqual(["a", "a"]);
});

it("looks at three workspaces at once; the others wait for their turn", async () => {
  const { loop, looked, end } = start();
  for (const workspaceId of ["a", "b", "c", "d"]) {
    loop.look(workspaceId);
  }
  expect(looked()).toEqual(["a", "b", "c"]);
  await end(1, null);
  expect(looked()).toEqual(["a", "b", "c", "d"]);
});

it("looks again when a claim said so, unless it looked before by itself", async () => {
  const { loop, looked, end, advance } = start();
  loop.look("a");
  await end(0, 100);
  advance(99);
  expect(looked()).toEqual(["a"]);
  advance(1);
  expect(looked()).toEqual(["a", "a"]);
  await end(1, 100);
  loop.lookIn("a", 10);
  loop.lookIn("a", 50);
  advance(10);
  expect(looked()).toHaveLength(3);
  await end(2, null);
  advance(1_000);
  expect(looked()).toHaveLength(3);
});

it("a receipt does not hurry a number that is looked at in a moment anyway", async () => {
  const { loop, looked, end, advance } = start();
  loop.look("a");
  await end(0, 100);
  loop.lookSoon("a");
  expect(looked()).toEqual(["a"]);
  advance(100);
  await end(1, 5_000);
  loop.lookSoon("a");
  expect(looked()).toEqual(["a", "a", "a"]);
});

it("a claim that fails is told and tried again after a second", async () => {
  const { loop, looked, end, advance, failures } = start();
  loop.look("a");
  await end(0, new Error("away"));
  expect(failures).toHaveLength(1);
  advance(1_000);
  expect(looked()).toEqual(["a", "a"]);
});

it("after stop nothing begins, and stop waits for what runs", async () => {
  const { loop, looked, end, advance } = start();
  loop.look("a");
  let isStopped = false;
  const stopped = loop.stop().then(() => {
    isStopped = true;
  });
  loop.look("b");
  await Promise.resolve();
  expect(isStopped).toBe(false);
  await end(0, 10);
  await stopped;
  advance(1_000);
  expect(looked()).toEqual(["a"]);
});

it("a pause longer than a timer can be is looked at every hour, never at once", async () => {
  const { loop, looked, end, advance } = start();
  loop.look("a");
  await end(0, 1e12);
  advance(3_599_999);
  expect(looked()).toEqual(["a"]);
  advance(1);
  expect(looked()).toEqual(["a", "a"]);
});
