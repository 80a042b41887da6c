import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { removeUploads } from "#server/jobs/remove-uploads.ts";
import { eventually } from "../support/eventually.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";
import { uploadFile } from "../support/upload-file.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d494844520000000100000001080600000000", "hex");
const zip = Buffer.from("504b0304140000000000", "hex");

describe("uploads", () => {
  let hotel: Hotel;
  let apiKey: string;
  let threadId: string;
  let channelId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    const { body } = await hotel.owner("POST", "/api-keys", { name: "files", scopes: ["read", "write"] });
    apiKey = String(body.key);
    const { workspaceId } = hotel;
    channelId = await addNumber(hotel, workspaceId);
    const at = hotel.clock.now;
    await customerWrites(hotel, { workspaceId, channelId, waId: "34600900001", text: "Hola", at });
    const { body: threads } = await hotel.owner("GET", "/threads");
    threadId = (threads.items as { id: string }[])[0]?.id ?? "";
  });

  afterAll(() => hotel.close());

  const upload = (bytes: Buffer, name: string) => uploadFile({ url: hotel.url, apiKey }, bytes, name);
  const send = (uploadId: string, kind = "document") =>
    hotel.owner("POST", `/threads/${threadId}/messages`, { kind, channelId, uploadId, clientId: newId() });
  const rows = () =>
    withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.query<{ id: string; blobKey: string }>({ text: `select id, blob_key as "blobKey" from uploads` }),
    );
  const makeOld = (id: string, age: string) =>
    withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.execute({
        text: "update uploads set created_at = now() - $2::interval where id = $1",
        values: [id, age],
      }),
    );
  const clean = () => removeUploads(hotel.ctx, hotel.parts.blobs, [hotel.workspaceId]);
  const blobOf = async (id: string) =>
    hotel.parts.blobs.get((await rows()).find((row) => row.id === id)?.blobKey ?? "");

  it.each([
    ["photo.jpg", png, "image/png"],
    ["page.png", Buffer.from("<html><script>1</script>"), "text/plain"],
    ["picture.svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "application/xml"],
    ["prices.csv", Buffer.from("a;b\n1;2\n"), "text/csv"],
    ["notes.pdf", Buffer.from("Solo texto, señora"), "text/plain"],
    ["archive.docx", zip, "application/zip"],
    ["program", Buffer.from([0, 1, 2, 3]), "application/octet-stream"],
    ["old.doc", Buffer.from("d0cf11e0a1b11ae1", "hex"), "application/msword"],
  ])("S3 %s is what its bytes say", async (name, bytes, type) => {
    const made = await upload(bytes, name);
    if (name !== "picture.svg") {
      expect(made).toMatchObject({ type, size: bytes.length, name });
    }
    expect(made.type).not.toBe("image/svg+xml");
    expect(await blobOf(made.id)).toEqual(bytes);
  });

  it("are raw bytes: any other body is refused before it is read", async () => {
    const { status, body } = await hotel.owner("POST", "/uploads?name=a.png", { file: "a" });
    expect([status, body.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  it("of more than 100 MiB are refused by what they announce", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${hotel.url}/api/v1/uploads`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/octet-stream",
          "content-length": 100 * 1_024 * 1_024 + 1,
        },
      });
      asked.on("error", reject);
      asked.on("response", (answer) => {
        resolve(answer.statusCode);
        asked.destroy();
      });
      asked.flushHeaders();
    });
    expect(status).toBe(413);
  });

  it("that break off leave nothing behind", async () => {
    const before = (await rows()).length;
    await new Promise<void>((resolve) => {
      const asked = request(`${hotel.url}/api/v1/uploads`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/octet-stream",
          "content-length": 1_000,
        },
      });
      asked.on("error", () => resolve());
      asked.write(Buffer.alloc(500), () => setImmediate(() => asked.destroy()));
    });
    await eventually(async () => expect(await rows()).toHaveLength(before));
  });

  it("live a day: then they can't be named, and the bytes of those that no message named are removed", async () => {
    const [used, unused, young] = await Promise.all(
      ["a", "b", "c"].map((name) => upload(png, `${name}.png`)),
    );
    expect((await send(used?.id ?? "", "image")).status).toBe(202);
    const keys = new Map((await rows()).map(({ id, blobKey }) => [id, blobKey]));
    await makeOld(used?.id ?? "", "24 hours 1 second");
    await makeOld(unused?.id ?? "", "24 hours 1 second");
    await makeOld(young?.id ?? "", "23 hours 59 minutes");
    await clean();
    await clean();
    const left = (await rows()).map(({ id }) => id);
    expect([left.includes(used?.id ?? ""), left.includes(unused?.id ?? "")]).toEqual([false, false]);
    expect(left).toContain(young?.id);
    expect(await hotel.parts.blobs.get(keys.get(unused?.id ?? "") ?? "")).toBeNull();
    expect(await hotel.parts.blobs.get(keys.get(used?.id ?? "") ?? "")).not.toBeNull();
    const { status, body } = await send(unused?.id ?? "");
    expect([status, body.details]).toEqual([404, { what: "upload" }]);
  });

  it("of another workspace are nobody's", async () => {
    const id = newId();
    const foreignId = newId();
    await withWorkspaces(hotel.db, [foreignId], (db) =>
      db.execute({
        text: `insert into uploads (workspace_id, id, blob_key, type, size, sha256, created_by, stored_at)
          values ($1, $2, $3, 'image/png', 1, '', $2, now())`,
        values: [foreignId, id, `${foreignId}/${"0".repeat(32)}`],
      }),
    );
    expect((await send(id)).status).toBe(404);
  });
});
