import { describe, expect, it } from "vitest";
import { jpegOf, pngOf } from "./picture-form.fixture.ts";
import { readPictureForm } from "./picture-form.ts";

describe("the form of a picture by its first bytes", () => {
  it.each([
    ["a PNG of 8 bits, RGBA", pngOf(8, 6), null],
    ["a PNG of 8 bits, palette", pngOf(8, 3), null],
    ["a PNG of 1 bit", pngOf(1, 0), null],
    ["a PNG of 16 bits, RGB", pngOf(16, 2), "deep"],
    ["a PNG of 16 bits, grey", pngOf(16, 0), "deep"],
    ["a JPEG in colours", jpegOf({ channels: 3 }), null],
    ["a JPEG in grey", jpegOf({ channels: 1 }), null],
    ["a JPEG in CMYK", jpegOf({ channels: 4 }), "print"],
    ["a progressive JPEG in CMYK", jpegOf({ channels: 4, marker: 0xc2 }), "print"],
    ["a JPEG of 12 bits", jpegOf({ channels: 3, bits: 12 }), "deep"],
    ["a JPEG in CMYK behind half a megabyte of profile", jpegOf({ channels: 4, profiles: 9 }), "print"],
    ["a JPEG that ends before its frame", jpegOf({ channels: 4 }).subarray(0, 15), null],
    ["a text", new TextEncoder().encode("Solo texto"), null],
    ["nothing", new Uint8Array(), null],
  ])("%s", (_, head, form) => {
    expect(readPictureForm(head)).toBe(form);
  });

  it("ends with any bytes after the mark of a JPEG", () => {
    for (let marker = 0; marker < 256; marker += 1) {
      const head = new Uint8Array(64).fill(marker);
      head.set([0xff, 0xd8, 0xff, marker, 0, 0]);
      expect([null, "deep", "print"]).toContain(readPictureForm(head));
    }
  });
});
