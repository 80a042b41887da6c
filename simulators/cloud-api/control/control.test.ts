import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { maria, phoneId, secondPhoneId, startBench } from "../test-bench.ts";

it("adds customers by number, by BSUID, or finds the one who is there", async () => {
  const bench = await startBench();
  const added = await bench.control("POST", "/customers", { waId: `+${maria}`, name: "María" });
  expect(added).toMatchObject({ status: 201, body: { id: maria, waId: maria, name: "María" } });
  const again = await bench.control("POST", "/customers", { waId: maria, name: "María Ferrer" });
  expect(again.body).toMatchObject({ key: added.body.key, name: "María Ferrer" });
  const hidden = await bench.control("POST", "/customers", { bsuid: "ES.1349", name: "Lucía" });
  expect(hidden.body).toMatchObject({ id: "ES.1349", waId: null });
  expect((await bench.control("POST", "/customers", { name: "?" })).status).toBe(400);
  expect((await bench.control("POST", "/customers", { waId: "x" })).status).toBe(400);
});

it("customers write message objects to either number, at any time", async () => {
  const bench = await startBench();
  await bench.control("POST", "/customers", { waId: maria, name: "María" });
  const written = await bench.control("POST", `/customers/${maria}/messages`, {
    type: "text",
    text: { body: "¿Hay parking?" },
    phoneNumberId: secondPhoneId,
    sentAt: "2026-03-10T17:02:00.900Z",
  });
  expect(written).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^wamid\./) } });
  await bench.api.settled();
  expect(bench.received[0]?.body).toMatchObject({
    object: "whatsapp_business_account",
    entry: [
      {
        changes: [
          {
            field: "messages",
            value: {
              metadata: { display_phone_number: "34600900901", phone_number_id: secondPhoneId },
              contacts: [{ profile: { name: "María" }, wa_id: maria }],
              messages: [
                {
                  from: maria,
                  id: written.body.id,
                  timestamp: "1773162120",
                  text: { body: "¿Hay parking?" },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  const path = `/customers/${maria}/messages`;
  expect((await bench.control("POST", path, { sentAt: "yesterday" })).status).toBe(400);
  expect((await bench.control("POST", path, { phoneNumberId: "1" })).status).toBe(404);
  expect((await bench.control("POST", "/customers/1/messages", {})).status).toBe(404);
});

it("BSUIDs are in webhooks since April 2026 (§4.9)", async () => {
  const bench = await startBench({ at: "2026-03-31T23:59:00Z" });
  await bench.control("POST", "/customers", { waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "a" } });
  bench.clock.set("2026-04-01T00:00:00Z");
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "b" } });
  await bench.api.settled();
  expect(bench.messages().map((message) => "from_user_id" in message)).toEqual([false, true]);
});

it("the clock moves both ways and answers the new time", async () => {
  const bench = await startBench({ at: "2026-03-10T17:00:00Z" });
  const later = await bench.control("POST", "/clock", { advanceMs: 3_600_000 });
  expect(later.body.now).toMatch(/^2026-03-10T18:00/);
  const back = await bench.control("POST", "/clock", { now: "2026-03-09T10:00:00.000Z" });
  expect(back.body.now).toMatch(/^2026-03-09T10:00:00/);
  expect((await bench.control("POST", "/clock", { now: "noon" })).status).toBe(400);
});

it("faults are ordered, listed and removed; an unknown kind is refused", async () => {
  const bench = await startBench();
  const order = { kind: "fail-status", code: 131026, times: 2, match: { to: maria } };
  const added = await bench.control("POST", "/faults", order);
  expect(added).toMatchObject({ status: 201, body: order });
  expect((await bench.control("POST", "/faults", { kind: "explode" })).status).toBe(400);
  expect((await bench.control("DELETE", `/faults/${String(added.body.id)}`)).status).toBe(204);
  await bench.control("POST", "/faults", order);
  expect((await bench.control("DELETE", "/faults")).status).toBe(204);
  expect((await bench.control("GET", "/faults")).body.list).toEqual([]);
});

it("calls are listed oldest first, refused ones too", async () => {
  const bench = await startBench();
  await bench.send({ type: "text", text: { body: "uno" } });
  await bench.send({ type: "text", text: { body: "" } });
  const { list } = (await bench.control("GET", "/calls")).body;
  const path = `/v24.0/${phoneId}/messages`;
  expect(list).toMatchObject([
    {
      at: expect.stringMatching(/Z$/),
      path,
      body: { text: { body: "uno" } },
      messageId: expect.any(String),
      status: 200,
    },
    { path, messageId: null, status: 400, code: 131008 },
  ]);
});

it("settings change while it runs; management events and handshakes go on demand", async () => {
  const bench = await startBench();
  const changed = await bench.control("PATCH", "/settings", { windowRefusal: "answer" });
  expect(changed.body).toMatchObject({ windowRefusal: "answer", graphVersion: 24 });
  expect((await bench.control("POST", "/handshake")).body).toEqual({ isVerified: true, status: 200 });
  const event = { field: "account_update", value: { event: "DISABLED_UPDATE" } };
  expect((await bench.control("POST", "/webhooks", event)).body).toEqual({ isTaken: true });
  expect(bench.received[0]?.body).toMatchObject({ entry: [{ changes: [event] }] });
  expect((await bench.control("POST", "/settle")).body).toEqual({ settled: true });
});

it("a number change tells every number of the business and closes the window (§4.3, W12)", async () => {
  const bench = await startBench();
  await bench.control("POST", "/customers", { waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "a" } });
  const moved = await bench.control("POST", `/customers/${maria}/number`, { waId: "34600900777" });
  expect(moved.body).toMatchObject({ id: "34600900777" });
  await bench.api.settled();
  expect(bench.messages()[1]).toMatchObject({
    from: maria,
    type: "system",
    system: { type: "user_changed_number", wa_id: "34600900777", user_id: moved.body.bsuid },
  });
  expect(bench.received[1]?.raw).not.toContain('"contacts"');
  expect(bench.api.viewThread("34600900777", phoneId).windowClosesAt).toBeNull();
});

it("remembers customers, threads and windows between runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cloud-api-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, "state.json");
  const first = await startBench({ stateFile });
  first.api.addCustomer({ waId: maria, name: "María" });
  first.api.writeAsCustomer(maria, { type: "image", image: { caption: "Mi coche" } });
  await first.api.settled();
  await first.api.close();
  expect(existsSync(stateFile)).toBe(true);
  const second = await startBench({ stateFile });
  expect(second.api.viewThread(maria, phoneId)).toMatchObject({
    windowClosesAt: expect.any(String),
    messages: [{ type: "image", ticks: "delivered" }],
  });
  await second.send({ type: "text", text: { body: "Bonito" } });
  await second.api.settled();
  expect(second.statuses().map((status) => status.status)).toEqual(["sent", "delivered"]);
  second.api.setWebhookUrl("http://127.0.0.1:1/nobody");
  const { id } = second.api.writeAsCustomer(maria, { type: "text", text: { body: "¿Me oís?" } });
  await second.api.close();
  const third = await startBench({ stateFile });
  await third.api.settled();
  expect(third.messages()).toMatchObject([{ id }]);
});

it("other simulators mount routes and tabs on the same server", async () => {
  const bench = await startBench({
    extend: (app) => void app.get("/control/mail", () => [{ from: "ana@example.com" }]),
    tabs: [{ path: "/mail", label: { es: "Buzón", en: "Mailbox" } }],
  });
  expect((await bench.control("GET", "/mail")).body.list).toEqual([{ from: "ana@example.com" }]);
  expect((await bench.control("GET", "/state")).body.tabs).toEqual([
    { path: "/mail", label: { es: "Buzón", en: "Mailbox" } },
  ]);
});
