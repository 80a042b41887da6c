import { describe, expect, it } from "vitest";
import { readCsv, writeCsvLine } from "./csv.ts";

describe("a comma-separated text is read", () => {
  it.each([
    [
      "plain lines",
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "line ends of any kind, a byte order mark, empty lines",
      "\uFEFFa,b\r\n\r\n\nc,\r\n",
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    ["quoted cells", '"a,1","say ""hi""","two\nlines"\nb', [["a,1", 'say "hi"', "two\nlines"], ["b"]]],
    ["a quote inside a cell", 'a"b,c', [['a"b', "c"]]],
    [
      "semicolons, as spreadsheets in Spanish write them",
      "a;b\n1,5;c",
      [
        ["a", "b"],
        ["1,5", "c"],
      ],
    ],
    ["nothing", "", []],
  ])("%s", (_name, text, cells) => {
    expect(readCsv(text).map((line) => line.cells)).toEqual(cells);
  });

  it("with the line on which each row began", () => {
    expect(readCsv('a\n"b\nb"\n\nc').map(({ line }) => line)).toEqual([1, 2, 5]);
  });
});

describe("S19 a cell that a spreadsheet would run is written as text", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-cmd", "'-cmd"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["+34600900001", "'+34600900001"],
    ["-0.020000", "-0.020000"],
    ["0.020000", "0.020000"],
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ])("%j", (cell, written) => {
    expect(writeCsvLine([cell])).toBe(`${written}\r\n`);
  });

  it("and what was written is read again", () => {
    const cells = ["a", "two\nlines", 'q"', "x,y", "12"];
    expect(readCsv(writeCsvLine(cells))).toEqual([{ line: 1, cells }]);
  });
});
