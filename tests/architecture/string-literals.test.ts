import { expect, it } from "vitest";
import { literalsOf } from "./string-literals.ts";

const textsOf = (source: string) => literalsOf(source).map(({ text }) => text);

it("strings and templates are found, those inside of templates too", () => {
  const template = "three $" + "{four(`five`)} six";
  expect(textsOf(`const a = "one" + 'two' + \`${template}\`;`)).toEqual(["one", "two", "five", template]);
});

it("comments and patterns hold none, and quotes in them confuse nobody", () => {
  const source = ["// don't `", "/* it's ` */", "const p = /[\"'`/]/; const q = a / b;", 'f("x");'].join(
    "\n",
  );
  expect(literalsOf(source)).toEqual([{ text: "x", line: 4 }]);
});

it("escaped quotes do not end a text", () => {
  expect(textsOf('"a\\"b" `c\\`d`')).toEqual(['a\\"b', "c\\`d"]);
});
