import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#server/ids.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { type S3Imitation, startS3Imitation } from "../support/s3-imitation.ts";
import { uploadFile } from "../support/upload-file.ts";
import { march, startWorld, type World } from "../support/world.ts";

const mp4 = Buffer.concat([
  Buffer.from("0000001c667479706d70343200000000697361006d70343261766331000000086d646174", "hex"),
  Buffer.alloc(200_000, 7),
]);

describe("with S3_URL the files of messages lie in the bucket", () => {
  let bucket: S3Imitation;
  let world: World;
  let maria: Guest;

  beforeAll(async () => {
    bucket = await startS3Imitation();
    world = await startWorld({ startAt: march("10 09:00:00"), env: { S3_URL: bucket.url } });
    maria = addGuest(world, { name: "María Soler", waId: "34600900064" });
    await maria.writes("Hola");
  });
  afterAll(async () => {
    await world.close();
    await bucket.close();
  });

  const get = (url: string, headers = {}) =>
    fetch(`${world.url}${url}`, { headers: { authorization: `Bearer ${world.apiKey}`, ...headers } });

  it("uploaded there, handed to WhatsApp from there, and served from there in parts", async () => {
    const { id: uploadId } = await uploadFile(world, mp4, "jardin.mp4");
    expect([...bucket.objects.values()].map(({ bytes }) => bytes.length)).toEqual([mp4.length]);
    await world.api.post(`/threads/${await maria.threadId()}/messages`, {
      kind: "video",
      channelId: world.whatsappChannelId,
      clientId: newId(),
      uploadId,
    });
    await world.settle();
    const [video] = (await maria.messages()).filter(({ kind }) => kind === "video");
    expect(video).toMatchObject({ status: "delivered" });
    const url = video?.attachments[0]?.url ?? "";
    expect(Buffer.from(await (await get(url)).arrayBuffer()).equals(mp4)).toBe(true);
    const part = await get(url, { range: "bytes=100-199" });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
  });

  it("which is out of reach for a moment: the message waits that moment, and is sent once", async () => {
    const { id: uploadId } = await uploadFile(world, Buffer.from("%PDF-1.4 tarifas"), "tarifas.pdf");
    bucket.beBusy(3);
    await world.api.post(`/threads/${await maria.threadId()}/messages`, {
      kind: "document",
      channelId: world.whatsappChannelId,
      clientId: newId(),
      uploadId,
    });
    const statuses = async () =>
      (await maria.messages()).filter(({ kind }) => kind === "document").map(({ status }) => status);
    await eventually(async () => (await statuses())[0] === "delivered");
    expect(await statuses()).toEqual(["delivered"]);
  });

  it("and has lost a file: the message fails, and says that its file is the reason", async () => {
    const { id: uploadId } = await uploadFile(world, Buffer.from("%PDF-1.4 perdido"), "perdido.pdf");
    bucket.objects.clear();
    const lost = await world.api.post<{ id: string }>(`/threads/${await maria.threadId()}/messages`, {
      kind: "document",
      channelId: world.whatsappChannelId,
      clientId: newId(),
      uploadId,
    });
    await world.settle();
    const failed = (await maria.messages()).find(({ id }) => id === lost.id);
    expect(failed).toMatchObject({ status: "failed", error: { reason: "media" } });
  });
});
