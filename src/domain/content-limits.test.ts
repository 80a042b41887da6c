import { describe, expect, it } from "vitest";
import type { Content, FileFacts, Interactive, MediaKind } from "./content.ts";
import { findContentProblem } from "./find-content-problem.ts";
import { mediaKindOf } from "./media-limits.ts";
import { dayMs } from "./time.ts";

const now = Date.parse("2026-03-10T18:02:00+01:00");
const megabyte = 1_024 * 1_024;
const problemOf = (content: Content) => findContentProblem(content, now);
const textOf = (length: number) => "a".repeat(length);

const media = (kind: MediaKind, file: FileFacts | null, more: { caption?: string; isVoice?: boolean } = {}) =>
  problemOf({ kind, file, caption: more.caption ?? null, isVoice: more.isVoice ?? false });

describe("files (§2.2)", () => {
  it.each<[MediaKind, string, number, boolean?]>([
    ["image", "image/jpeg", 5 * megabyte],
    ["image", "image/png", 5 * megabyte],
    ["video", "video/mp4", 16 * megabyte],
    ["video", "video/3gpp", 16 * megabyte],
    ["audio", "audio/aac", 16 * megabyte],
    ["audio", "audio/amr", 16 * megabyte],
    ["audio", "audio/mpeg", 16 * megabyte],
    ["audio", "audio/mp4", 16 * megabyte],
    ["audio", "audio/ogg; codecs=opus", 16 * megabyte],
    ["document", "application/pdf", 100 * megabyte],
    ["document", "application/x-unheard-of", 100 * megabyte],
    ["sticker", "image/webp", 100 * 1_024],
    ["sticker", "image/webp", 500 * 1_024, true],
  ])("%s %s of %i bytes passes, one byte more does not", (kind, type, limit, isAnimated) => {
    const file = { type, ...(isAnimated === undefined ? {} : { isAnimated }) };
    expect(media(kind, { ...file, size: limit })).toBeNull();
    expect(media(kind, { ...file, size: limit + 1 })).toEqual({ field: "file", problem: "too-large", limit });
  });

  it.each<[MediaKind, string]>([
    ["image", "image/gif"],
    ["image", "image/webp"],
    ["image", "application/pdf"],
    ["video", "video/webm"],
    ["video", "video/quicktime"],
    ["audio", "audio/wav"],
    ["audio", "audio/ogg"],
    ["audio", "video/webm"],
    ["sticker", "image/png"],
  ])("%s: %s is no type that WhatsApp takes", (kind, type) => {
    expect(media(kind, { type, size: 10 })).toEqual({ field: "file", problem: "wrong-type" });
  });

  it("a voice note is ogg with opus in one channel, other sound is not one", () => {
    expect(media("audio", { type: "audio/ogg; codecs=opus", size: 10 }, { isVoice: true })).toBeNull();
    for (const file of [
      { type: "audio/mpeg", size: 10 },
      { type: "audio/ogg", size: 10 },
      { type: "audio/ogg; codecs=opus", size: 10, isStereo: true },
    ]) {
      expect(media("audio", file, { isVoice: true })).toEqual({ field: "file", problem: "wrong-type" });
    }
  });

  it("an empty file, or none, is missing", () => {
    expect(media("image", { type: "image/png", size: 0 })).toEqual({ field: "file", problem: "missing" });
    expect(media("image", null)).toEqual({ field: "file", problem: "missing" });
  });

  it.each<MediaKind>(["image", "video", "document"])("%s takes a caption of 1,024, not of 1,025", (kind) => {
    const type = { image: "image/png", video: "video/mp4", document: "text/plain" }[kind as "image"];
    const file = { type, size: 10 };
    expect(media(kind, file, { caption: textOf(1_024) })).toBeNull();
    const problem = { field: "caption", problem: "too-long", limit: 1_024 };
    expect(media(kind, file, { caption: textOf(1_025) })).toEqual(problem);
  });

  it.each<[MediaKind, string]>([
    ["audio", "audio/mpeg"],
    ["sticker", "image/webp"],
  ])("%s takes no caption", (kind, type) => {
    expect(media(kind, { type, size: 10 }, { caption: "a" })).toEqual({ field: "caption", problem: "unfit" });
    expect(media(kind, { type, size: 10 }, { caption: "" })).toBeNull();
  });

  it.each([
    ["image/png", "image"],
    ["image/webp", "document"],
    ["video/mp4", "video"],
    ["audio/ogg; codecs=opus", "audio"],
    ["application/pdf", "document"],
  ])("%s is best shown as %s", (type, kind) => {
    expect(mediaKindOf(type)).toBe(kind);
  });
});

describe("places and people (§2.2)", () => {
  const place = (change: object) =>
    problemOf({ kind: "location", location: { latitude: 0, longitude: 0, ...change } });

  it.each([
    ["latitude", 90, 90.000001],
    ["latitude", -90, -90.000001],
    ["longitude", 180, 180.000001],
    ["longitude", -180, -180.000001],
  ])("%s %d is on the map, %d is not", (field, on, off) => {
    expect(place({ [field]: on })).toBeNull();
    expect(place({ [field]: off })).toEqual({ field, problem: "unfit" });
    expect(place({ [field]: Number.NaN })).toEqual({ field, problem: "unfit" });
  });

  it.each(["name", "address"])("the %s of a place has 1,000 characters at most", (field) => {
    expect(place({ [field]: textOf(1_000) })).toBeNull();
    expect(place({ [field]: textOf(1_001) })).toEqual({ field, problem: "too-long", limit: 1_000 });
  });

  const card = { name: { formatted_name: "Eva Ruiz", first_name: "Eva" } };
  const cards = (contacts: (typeof card)[]) => problemOf({ kind: "contacts", contacts });

  it("257 contacts pass, none and 258 do not", () => {
    expect(cards(Array(257).fill(card))).toBeNull();
    expect(cards([])).toEqual({ field: "contacts", problem: "missing" });
    expect(cards(Array(258).fill(card))).toEqual({ field: "contacts", problem: "too-many", limit: 257 });
  });

  it("a contact has its whole name and one part of it", () => {
    const whole = (name: object) =>
      problemOf({ kind: "contacts", contacts: [{ name: name as typeof card.name }] });
    expect(whole({ formatted_name: " ", first_name: "Eva" })).toEqual({ field: "name", problem: "missing" });
    expect(whole({ formatted_name: "Eva Ruiz" })).toEqual({ field: "name", problem: "unfit" });
    expect(whole({ formatted_name: "Eva Ruiz", last_name: "Ruiz" })).toBeNull();
  });
});

describe("reactions (§2.2)", () => {
  const target = { isKnownToProvider: true, isReaction: false, sentAt: now };
  const reaction = (emoji: string, change: Partial<typeof target> = {}) =>
    problemOf({ kind: "reaction", emoji, target: { ...target, ...change } });

  it.each(["👍", "❤️", "👩‍👩‍👧", "🇪🇸", ""])("%s is one emoji, or none, which takes it off", (emoji) => {
    expect(reaction(emoji)).toBeNull();
  });

  it.each(["👍👍", "a", "ok", " "])("%j is no reaction", (emoji) => {
    expect(reaction(emoji)).toEqual({ field: "emoji", problem: "unfit" });
  });

  it("finds a message of exactly 30 days, not an older one", () => {
    expect(reaction("👍", { sentAt: now - 30 * dayMs })).toBeNull();
    expect(reaction("👍", { sentAt: now - 30 * dayMs - 1 })).toEqual({ field: "target", problem: "too-old" });
  });

  it("is put on what WhatsApp knows, and on no other reaction", () => {
    const problem = { field: "target", problem: "unfit" };
    expect(reaction("👍", { isKnownToProvider: false })).toEqual(problem);
    expect(reaction("👍", { isReaction: true })).toEqual(problem);
  });
});

describe("interactive messages (§2.3)", () => {
  const button = (index: number) => ({ id: `id${index}`, title: `Title ${index}` });
  const buttons: Interactive = { type: "buttons", body: "¿Parking?", buttons: [button(1)] };
  const row = (index: number) => ({ id: `id${index}`, title: `Row ${index}` });
  const list: Interactive = { type: "list", body: "¿Cuál?", button: "Ver", sections: [{ rows: [row(1)] }] };
  const link: Interactive = {
    type: "link",
    body: "Su reserva",
    title: "Abrir",
    url: "https://example.com/1",
  };
  const find = (base: Interactive, change: object, file: FileFacts | null = null) =>
    problemOf({ kind: "interactive", interactive: { ...base, ...change }, file });
  const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => row(index));

  it.each([buttons, list, link])("$type passes as it should be", (interactive) => {
    expect(find(interactive, {})).toBeNull();
  });

  it.each<[string, Interactive, (text: string) => object, number]>([
    ["body", buttons, (body) => ({ body }), 1_024],
    ["body", list, (body) => ({ body }), 4_096],
    ["body", link, (body) => ({ body }), 1_024],
    ["body", { type: "location-request", body: "" }, (body) => ({ body }), 1_024],
    ["body", { type: "contact-request", body: "" }, (body) => ({ body }), 1_024],
    ["header", buttons, (text) => ({ header: { type: "text", text } }), 60],
    ["button-id", buttons, (id) => ({ buttons: [{ id, title: "a" }] }), 256],
    ["button-title", buttons, (title) => ({ buttons: [{ id: "a", title }] }), 20],
    ["list-button", list, (text) => ({ button: text }), 20],
    ["row-id", list, (id) => ({ sections: [{ rows: [{ id, title: "a" }] }] }), 200],
    ["row-title", list, (title) => ({ sections: [{ rows: [{ id: "a", title }] }] }), 24],
    ["link-title", link, (title) => ({ title }), 20],
  ])("%s of $type is needed, and has its limit", (field, base, change, limit) => {
    expect(find(base, change(textOf(limit)))).toBeNull();
    expect(find(base, change(textOf(limit + 1)))).toEqual({ field, problem: "too-long", limit });
    expect(find(base, change(""))).toEqual({ field, problem: "missing" });
  });

  it.each<[string, Interactive, (text: string) => object, number]>([
    ["footer", buttons, (footer) => ({ footer }), 60],
    ["section-title", list, (title) => ({ sections: [{ title, rows: [row(1)] }] }), 24],
    ["row-description", list, (description) => ({ sections: [{ rows: [{ ...row(1), description }] }] }), 72],
  ])("%s may be left out, and has its limit", (field, base, change, limit) => {
    expect(find(base, change(textOf(limit)))).toBeNull();
    expect(find(base, change(textOf(limit + 1)))).toEqual({ field, problem: "too-long", limit });
    expect(find(base, change(""))).toBeNull();
  });

  it("1 to 3 buttons, each its own", () => {
    expect(find(buttons, { buttons: [button(1), button(2), button(3)] })).toBeNull();
    expect(find(buttons, { buttons: [] })).toEqual({ field: "buttons", problem: "missing" });
    expect(find(buttons, { buttons: [1, 2, 3, 4].map(button) })).toEqual({
      field: "buttons",
      problem: "too-many",
      limit: 3,
    });
    const twins = [button(1), { ...button(2), id: "id1" }];
    expect(find(buttons, { buttons: twins })).toEqual({ field: "button-id", problem: "repeated" });
    const namesakes = [button(1), { ...button(2), title: "Title 1" }];
    expect(find(buttons, { buttons: namesakes })).toEqual({ field: "button-title", problem: "repeated" });
    const spaced = [{ id: " a", title: "A" }];
    expect(find(buttons, { buttons: spaced })).toEqual({ field: "button-id", problem: "unfit" });
  });

  it("1 to 10 rows in all sections together, in 1 to 10 sections", () => {
    const split = [
      { title: "A", rows: rowsOf(5) },
      { title: "B", rows: rowsOf(10).slice(5) },
    ];
    expect(find(list, { sections: split })).toBeNull();
    const eleven = [
      { title: "A", rows: rowsOf(5) },
      { title: "B", rows: rowsOf(11).slice(5) },
    ];
    expect(find(list, { sections: eleven })).toEqual({ field: "rows", problem: "too-many", limit: 10 });
    expect(find(list, { sections: [] })).toEqual({ field: "sections", problem: "missing" });
    const many = rowsOf(11).map((one) => ({ title: one.title, rows: [one] }));
    expect(find(list, { sections: many })).toEqual({ field: "sections", problem: "too-many", limit: 10 });
    const twins = [{ rows: [row(1), row(1)] }];
    expect(find(list, { sections: twins })).toEqual({ field: "row-id", problem: "repeated" });
    const empty = [
      { title: "A", rows: [row(1)] },
      { title: "B", rows: [] },
    ];
    expect(find(list, { sections: empty })).toEqual({ field: "rows", problem: "missing" });
  });

  it("of several sections each has a title", () => {
    const untitled = [{ title: "A", rows: [row(1)] }, { rows: [row(2)] }];
    expect(find(list, { sections: untitled })).toEqual({ field: "section-title", problem: "missing" });
  });

  it("a list has a header of text alone; others may have a file", () => {
    const png = { type: "image/png", size: 10 };
    const header = { header: { type: "image" } };
    expect(find(buttons, header, png)).toBeNull();
    expect(find(link, header, png)).toBeNull();
    expect(find(list, header, png)).toEqual({ field: "header", problem: "unfit" });
    expect(find(buttons, header)).toEqual({ field: "file", problem: "missing" });
    const large = { ...png, size: 5 * megabyte + 1 };
    expect(find(buttons, header, large)).toMatchObject({ field: "file", problem: "too-large" });
  });

  it.each(["https://example.com", "http://example.com/a?b=c"])("%s is a link", (url) => {
    expect(find(link, { url })).toBeNull();
  });

  it.each(["example.com", "ftp://example.com", "javascript:alert(1)", "https://", "https://a b"])(
    "%s is none",
    (url) => {
      expect(find(link, { url })).toEqual({ field: "url", problem: "unfit" });
    },
  );

  it("a link has 2,000 characters at most", () => {
    const start = "https://example.com/";
    expect(find(link, { url: start + textOf(2_000 - start.length) })).toBeNull();
    expect(find(link, { url: start + textOf(2_001 - start.length) })).toMatchObject({ problem: "too-long" });
  });
});
