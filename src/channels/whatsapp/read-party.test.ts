import { expect, it } from "vitest";
import { readParty } from "./read-party.ts";

const contact = (waId: string | null, bsuid: string | null, name: string) => ({
  ...(waId !== null && { wa_id: waId }),
  ...(bsuid !== null && { user_id: bsuid }),
  profile: { name },
});
const value = (...contacts: object[]) => ({ contacts });

it("N1 the user id names the contact before the phone does", () => {
  const two = value(contact("34600900001", null, "María"), contact("34600900002", "ES.2", "Nuria"));
  expect(readParty(two, { waId: "34600900001", bsuid: "ES.2" })).toMatchObject({
    waId: "34600900001",
    bsuid: "ES.2",
    name: "Nuria",
  });
});

it("of two contacts with one id the first is meant", () => {
  const two = value(contact("34600900001", null, "María"), contact("34600900001", null, "Nuria"));
  expect(readParty(two, { waId: "34600900001", bsuid: null }).name).toBe("María");
});

it("a message without ids is the only contact's, and nobody's of two", () => {
  const [one, two] = [contact("34600900001", null, "María"), contact("34600900002", null, "Nuria")];
  expect(readParty(value(one), { waId: null, bsuid: null }).waId).toBe("34600900001");
  expect(readParty(value(one, two), { waId: null, bsuid: null }).waId).toBeNull();
});

it("the contacts of a change are read once, however many messages ask", () => {
  let reads = 0;
  const contacts = Array.from({ length: 100 }, (_, index) => ({
    get wa_id() {
      reads += 1;
      return `34600900${index}`;
    },
  }));
  const change = { contacts };
  for (const { wa_id } of [...contacts]) {
    readParty(change, { waId: wa_id, bsuid: null });
  }
  expect(reads).toBeLessThan(400);
});
