import { describe, expect, it } from "vitest";
import { type FreeEntryMessage, freeEntriesOf, isInFreeEntry, wouldBeInFreeEntry } from "./free-entry.ts";
import { hourMs } from "./time.ts";

const answer = (changes: Partial<FreeEntryMessage> = {}): FreeEntryMessage => ({
  id: "answer",
  attemptAt: hourMs,
  reachedAt: hourMs + 5_000,
  expiresAt: null,
  ...changes,
});
const starts = hourMs + 5_000;

describe("M10 a free entry", () => {
  it.each<[string, number[], FreeEntryMessage[], [number, number][]]>([
    ["begins when our answer reaches her and lasts 72 h", [0], [answer()], [[starts, starts + 72 * hourMs]]],
    ["no answer yet: none", [0], [], []],
    ["an answer that did not reach her: none", [0], [answer({ reachedAt: null })], []],
    [
      "an answer sent exactly 24 h later still opens it",
      [0],
      [answer({ attemptAt: 24 * hourMs, reachedAt: 30 * hourMs })],
      [[30 * hourMs, 102 * hourMs]],
    ],
    ["1 ms later it does not", [0], [answer({ attemptAt: 24 * hourMs + 1, reachedAt: 30 * hourMs })], []],
    ["what was sent before she came does not", [2 * hourMs], [answer({ reachedAt: 3 * hourMs })], []],
    [
      "the earliest to reach her opens it",
      [0],
      [
        answer({ reachedAt: 5 * hourMs }),
        answer({ id: "second", attemptAt: 2 * hourMs, reachedAt: 3 * hourMs }),
      ],
      [[3 * hourMs, 75 * hourMs]],
    ],
    [
      "ends when Meta says so",
      [0],
      [answer({ expiresAt: starts + 168 * hourMs })],
      [[starts, starts + 168 * hourMs]],
    ],
    [
      "Meta's latest word counts",
      [0],
      [
        answer({ expiresAt: starts + 24 * hourMs }),
        answer({ id: "later", attemptAt: 10 * hourMs, expiresAt: starts + 48 * hourMs }),
      ],
      [[starts, starts + 48 * hourMs]],
    ],
    [
      "a second ad inside it does not restart it",
      [0, 10 * hourMs],
      [answer(), answer({ id: "second", attemptAt: 11 * hourMs, reachedAt: 11 * hourMs })],
      [[starts, starts + 72 * hourMs]],
    ],
    [
      "one after its end opens another",
      [0, 100 * hourMs],
      [answer(), answer({ id: "second", attemptAt: 101 * hourMs, reachedAt: 101 * hourMs })],
      [
        [starts, starts + 72 * hourMs],
        [101 * hourMs, 173 * hourMs],
      ],
    ],
  ])("%s", (_, referralsAt, outbound, expected) => {
    const entries = freeEntriesOf({ referralsAt, outbound });
    expect(entries.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(expected);
  });

  it("its length is a setting", () => {
    const [entry] = freeEntriesOf({ referralsAt: [0], outbound: [answer()], lengthMs: 168 * hourMs });
    expect(entry?.endsAt).toBe(starts + 168 * hourMs);
  });
});

describe("M3 what a free entry makes free", () => {
  const entries = freeEntriesOf({ referralsAt: [0], outbound: [answer()] });
  const end = starts + 72 * hourMs;
  it.each([
    ["its opener, though attempted before", { id: "answer", attemptAt: hourMs }, true],
    ["another message attempted before", { id: "other", attemptAt: starts - 1 }, false],
    ["one attempted at its start", { id: "other", attemptAt: starts }, true],
    ["one attempted 1 ms before its end", { id: "other", attemptAt: end - 1 }, true],
    ["one attempted at its end", { id: "other", attemptAt: end }, false],
  ])("%s: %s", (_, message, isFree) => {
    expect(isInFreeEntry(entries, message)).toBe(isFree);
  });

  it.each([
    ["an ad not yet answered", [], [0], hourMs, true],
    ["one 24 h ago", [], [0], 24 * hourMs, true],
    ["one more than 24 h ago", [], [0], 24 * hourMs + 1, false],
    ["none", [], [], hourMs, false],
    ["inside an entry", entries, [0], end - 1, true],
    ["after its end, the ad answered", entries, [0], end, false],
  ])("a message sent now, %s: %s", (_, running, referralsAt, now, isFree) => {
    expect(wouldBeInFreeEntry({ entries: running, referralsAt, now })).toBe(isFree);
  });
});
