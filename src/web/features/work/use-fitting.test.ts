import { describe, expect, it } from "vitest";
import { chooseFitting } from "./use-fitting.ts";

describe("tags in one line", () => {
  it.each([
    { widths: [50, 50], room: 104, shown: [0, 1] },
    { widths: [50, 50], room: 103, shown: [0] },
    { widths: [96, 50], room: 84, shown: [1] },
    { widths: [96, 50], room: 83, shown: [] },
    { widths: [96], room: 96, shown: [0] },
    { widths: [96], room: 95, shown: [] },
  ])(
    "of $widths px those that fit whole in $room px, beside how many more: $shown",
    ({ widths, room, shown }) => {
      expect([...chooseFitting(widths, room)]).toEqual(shown);
    },
  );
});
