import { expect, it } from "vitest";
import { filterOf, readInboxSearch } from "./thread-filter.ts";

const tag = "018f0000-0000-7000-8000-000000000001";

it.each([
  [{}, {}],
  [{ view: "all", status: "open", q: " " }, {}],
  [
    { view: "lost", status: "any", tag, q: "parking" },
    { view: "lost", status: "any", tag, q: "parking" },
  ],
  [{ view: "everything", status: "closed", tag: "x", message: 7 }, {}],
  [{ q: 600900101 }, { q: "600900101" }],
  [{ status: "resolved" }, { status: "resolved" }],
])("the address %o means %o", (address, search) => {
  expect(readInboxSearch(address)).toEqual(search);
});

it("shows open threads of all unless the address says otherwise", () => {
  expect(filterOf({})).toEqual({ view: "all", status: "open", tag: null });
  expect(filterOf({ view: "mine", status: "any", tag })).toEqual({ view: "mine", status: null, tag });
});
