import { describe, expect, it } from "vitest";
import type { ThreadDrafts } from "./drafts.ts";
import { dropBlankDrafts, takeServerDrafts } from "./take-server-drafts.ts";

const draft = (text: string, version: number) => ({
  text,
  subject: null,
  answersId: null,
  files: [],
  version,
});
const thread = (text: string, version: number): ThreadDrafts => ({
  byKind: { whatsapp: draft(text, version) },
  chosen: null,
  restored: null,
});
const kept = (text: string, version: number) => ({
  threadId: "t",
  kind: "whatsapp",
  ...draft(text, version),
});
const none = new Map<string, number>();

describe("drafts of several screens", () => {
  it.each([
    ["older", 4, "aquí"],
    ["the same", 5, "aquí"],
    ["newer", 6, "allí"],
  ])("the highest version wins: the server's is %s", (_, version, text) => {
    const after = takeServerDrafts({ t: thread("aquí", 5) }, [kept("allí", version)], none);
    expect(after.t?.byKind.whatsapp?.text).toBe(text);
  });

  it("what was never typed here is taken over, unless it is empty", () => {
    expect(takeServerDrafts({}, [kept("allí", 1)], none).t?.byKind.whatsapp?.text).toBe("allí");
    expect(takeServerDrafts({}, [kept("", 2)], none)).toEqual({});
  });

  it("an answer that is older than what the server already had does not bring a text back", () => {
    expect(takeServerDrafts({}, [kept("enviado", 5)], new Map([["t whatsapp", 6]]))).toEqual({});
  });

  it("an emptied draft is dropped once the server knows of it, and not before", () => {
    const all = { t: thread("", 6) };
    expect(dropBlankDrafts(all, new Map([["t whatsapp", 5]]))).toEqual(all);
    expect(dropBlankDrafts(all, new Map([["t whatsapp", 6]]))).toEqual({});
    expect(dropBlankDrafts({ t: thread("Hola", 6) }, new Map([["t whatsapp", 6]]))).not.toEqual({});
  });
});
