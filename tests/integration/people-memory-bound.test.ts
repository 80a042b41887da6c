import { afterAll, beforeAll, expect, it } from "vitest";
import { PeopleMemory } from "#server/record/people-memory.ts";
import { type RecordWorld, startRecordWorld, wrote } from "../support/record-world.ts";

const noon = Date.UTC(2026, 2, 10, 12);
const people = new PeopleMemory(2);
let world: RecordWorld;
let count = 0;

beforeAll(async () => {
  world = await startRecordWorld(people);
});
afterAll(() => world.close());

/** One customer writes, in a batch of its own. */
async function writes(waId: string): Promise<void> {
  count += 1;
  const at = noon + count * 1_000;
  await world.apply(at, wrote(world, { waId }, { providerId: `wamid.${count}`, sentAt: at }));
}

/** Who of these would be looked up by the next batch. */
async function forgotten(...waIds: string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const waId of waIds) {
    const rows = await world.read<{ key: string }>(
      "select match_key as key from addresses where kind = 'wa_id' and value = $1",
      waId,
    );
    expect(rows).toHaveLength(1);
    const recalled = people.recall(world.workspaceId, new Map(rows.map(({ key }) => [key, null])));
    if (recalled === null || recalled.missing.size > 0) {
      missing.push(waId);
    }
  }
  return missing;
}

const [ana, berta, carla] = ["34600900001", "34600900002", "34600900003"] as const;

it("whoever was not needed for longest is forgotten first, and found again in the same thread", async () => {
  for (const waId of [ana, berta, ana, carla]) {
    await writes(waId);
  }
  expect(await forgotten(ana, berta, carla)).toEqual([berta]);
  await writes(berta);
  expect(await forgotten(ana, berta, carla)).toEqual([ana]);
  expect(await world.read("select from threads")).toHaveLength(3);
});

it("the bound holds after all was forgotten because somebody else wrote", async () => {
  await world.change("update workspaces set name = name where workspace_id = $1", world.workspaceId);
  await writes(ana);
  expect(await forgotten(berta, carla)).toEqual([berta, carla]);
  for (const waId of [ana, berta, carla]) {
    await writes(waId);
  }
  expect(await forgotten(ana, berta, carla)).toEqual([ana]);
});
