import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

describe("customers", () => {
  let hotel: Hotel;
  let channelId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    channelId = await addNumber(hotel, hotel.workspaceId);
  });

  afterAll(() => hotel.close());

  const add = (body: object) => hotel.owner("POST", "/customers", { name: "Ana", ...body });

  it.each([
    ["600 900 010", "+34600900010"],
    ["+34 600-900-011", "+34600900011"],
    ["0044 7700 900012", "+447700900012"],
    ["+52 1 55 0000 0001", "+5215500000001"],
  ])("with the phone %s have it as %s", async (phone, e164) => {
    const { status, body } = await add({ phone });
    expect(status).toBe(201);
    const { body: thread } = await hotel.owner("GET", `/threads/${String(body.threadId)}`);
    expect(thread).toMatchObject({
      customer: { id: body.id, name: "Ana", phone: e164, email: null },
      windows: [{ channelId, state: "never", closesAt: null, lastCustomerMessageAt: null }],
      addresses: [{ kind: "phone", value: e164 }],
      conversations: [],
      replyTo: null,
    });
  });

  it.each([
    [{ phone: "12" }, "body.phone"],
    [{ phone: "no phone" }, "body.phone"],
    [{ email: "nobody" }, "body.email"],
  ])("that nobody could write to are refused: %j", async (body, field) => {
    const { status, body: answer } = await add(body);
    expect([status, answer]).toMatchObject([
      400,
      { code: "INVALID_REQUEST", details: { fields: [{ field }] } },
    ]);
  });

  it("whose phone is known in another variant lead to the known thread (N6)", async () => {
    const { body: known } = await add({ phone: "+52 55 0000 0077" });
    for (const phone of ["+52 1 55 0000 0077", "+525500000077"]) {
      const { status, body } = await add({ phone });
      expect([status, body]).toMatchObject([
        409,
        { code: "CUSTOMER_EXISTS", details: { threadId: known.threadId } },
      ]);
    }
  });

  it("whose mail address is known lead to the known thread, whatever the case", async () => {
    const { body: known } = await add({ email: "Ana@Example.com" });
    const { status, body } = await add({ email: "ana@example.COM", phone: "600900099" });
    expect([status, body.details]).toEqual([409, { threadId: known.threadId }]);
  });

  it("are made once when two agents add one at the same moment", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => add({ phone: "+447700900500" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it("who were added and then write have one thread (N1)", async () => {
    const { body: added } = await add({ phone: "+34600900055" });
    await customerWrites(hotel, {
      workspaceId: hotel.workspaceId,
      channelId,
      waId: "34600900055",
      text: "Hola",
      at: hotel.clock.now,
    });
    const { body } = await hotel.owner("GET", `/threads/${String(added.threadId)}`);
    expect(body).toMatchObject({ unread: 1, customer: { name: "Ana" }, windows: [{ state: "open" }] });
  });

  it("get a mail address later, unless somebody has it (C4)", async () => {
    const { body: one } = await add({ phone: "+34600900060" });
    const { body: two } = await add({ phone: "+34600900061" });
    const path = (customer: typeof one) => `/customers/${String(customer.id)}/addresses`;
    const given = await hotel.owner("POST", path(one), { email: "late@example.com" });
    expect([given.status, given.body]).toEqual([
      201,
      { id: expect.any(String), identityId: expect.any(String) },
    ]);
    const taken = await hotel.owner("POST", path(two), { email: "LATE@example.com" });
    expect([taken.status, taken.body]).toMatchObject([409, { details: { threadId: one.threadId } }]);
    const { body: thread } = await hotel.owner("GET", `/threads/${String(one.threadId)}`);
    expect(thread.customer).toMatchObject({ email: "late@example.com" });
    const unknown = await hotel.owner("POST", `/customers/${newId()}/addresses`, { email: "x@example.com" });
    expect(unknown.status).toBe(404);
  });
});
