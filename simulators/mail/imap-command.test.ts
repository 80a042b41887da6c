import { describe, expect, it } from "vitest";
import { readCommand } from "./imap-command.ts";

const read = (text: string) => readCommand(Buffer.from(text));

describe("IMAP commands (RFC 3501 §9)", () => {
  it("reads atoms, strings and lists", () => {
    expect(read('a1 LIST "" "in\\"box" (x (y z))\r\n')).toMatchObject({
      tag: "a1",
      name: "LIST",
      values: ["", 'in"box', ["x", ["y", "z"]]],
    });
  });

  it("takes UID and the command after it as one name", () => {
    expect(read("a2 UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (FROM TO)]<0.10>)\r\n")).toMatchObject({
      name: "UID FETCH",
      values: ["1:*", ["FLAGS", "BODY.PEEK[HEADER.FIELDS (FROM TO)]<0.10>"]],
    });
  });

  it("waits for the rest of a line and of a literal, and asks once for each literal", () => {
    expect(read("a3 LOGIN us")).toEqual({ kind: "incomplete" });
    expect(read("a3 LOGIN {4}\r\n")).toEqual({ kind: "literal", index: 1 });
    expect(read("a3 LOGIN {4}\r\nuser {3}\r\n")).toEqual({ kind: "literal", index: 2 });
    expect(read("a3 LOGIN {4}\r\nuser {3+}\r\n")).toEqual({ kind: "incomplete" });
    expect(read("a3 LOGIN {4}\r\nuser {3}\r\np)s\r\n")).toMatchObject({
      name: "LOGIN",
      values: ["user", "p)s"],
    });
  });

  it("answers BAD to what is no command", () => {
    expect(read("a4\r\n")).toMatchObject({ kind: "bad", tag: "a4" });
    expect(read("a5 LIST (\r\n")).toMatchObject({ kind: "bad", tag: "a5" });
  });
});
