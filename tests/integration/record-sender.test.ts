import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Party } from "#channels/channel.ts";
import { minuteMs } from "#domain/time.ts";
import { type Recipient, type RecordWorld, startRecordWorld, wrote } from "../support/record-world.ts";

let world: RecordWorld;
beforeAll(async () => {
  world = await startRecordWorld();
});
afterAll(() => world.close());

let count = 0;
/** Ids that nobody in this file has yet. */
function newPerson(): { waId: string; bsuid: string } {
  count += 1;
  return { waId: `34600900${String(count).padStart(3, "0")}`, bsuid: `ES.80${count}` };
}

let clock = Date.parse("2026-03-10T18:02:00+01:00");

/** Somebody writes now; answers where it was filed. */
async function write(from: Partial<Party>): Promise<Recipient> {
  clock += minuteMs;
  const id = `wamid.${clock}`;
  await world.apply(clock, wrote(world, from, { providerId: id, sentAt: clock }));
  return world.find(id);
}

const addressesOf = (threadId: string) =>
  world.read<{ kind: string; value: string; current: boolean }>(
    `select a.kind, a.value, a.valid_to is null as current from addresses a
     join threads t on t.customer_id = a.customer_id where t.id = $1 order by a.valid_from, a.kind`,
    threadId,
  );

describe("who writes is found by what the message brings", () => {
  it("N1 the account before the number, the number verbatim before its variants, else somebody new", async () => {
    const [person, other] = [newPerson(), newPerson()];
    const byAccount = await write({ bsuid: person.bsuid });
    const byNumber = await write({ waId: other.waId });
    expect((await write({ bsuid: person.bsuid })).threadId).toBe(byAccount.threadId);
    expect((await write({ waId: other.waId })).threadId).toBe(byNumber.threadId);
    const mexican = await write({ waId: "5215500000001" });
    expect((await write({ waId: "525500000001" })).threadId).toBe(mexican.threadId);
    const threads = [byAccount, byNumber, mexican].map(({ threadId }) => threadId);
    expect(threads).not.toContain((await write({ bsuid: newPerson().bsuid })).threadId);
  });

  it("N2 a new number of a known account is added, and another one ends with a line", async () => {
    const [person, moved] = [newPerson(), newPerson()];
    const first = await write({ bsuid: person.bsuid });
    await write(person);
    expect(await world.lines(first.threadId)).toEqual([]);
    await write({ bsuid: person.bsuid, waId: moved.waId });
    expect(await world.lines(first.threadId)).toMatchObject([
      { line: "phone-changed", from: person.waId, to: moved.waId },
    ]);
    expect(await addressesOf(first.threadId)).toMatchObject([
      { kind: "bsuid", current: true },
      { value: person.waId, current: false },
      { value: moved.waId, current: true },
    ]);
  });

  it("N3 a new account of a known number that had none is added to the same identity", async () => {
    const person = newPerson();
    const first = await write({ waId: person.waId });
    const again = await write(person);
    expect([again.threadId, again.identityId]).toEqual([first.threadId, first.identityId]);
    expect(await addressesOf(first.threadId)).toMatchObject([
      { value: person.waId, current: true },
      { value: person.bsuid, current: true },
    ]);
    expect(await world.lines(first.threadId)).toEqual([]);
  });
});
