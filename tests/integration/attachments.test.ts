import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newBlobKey } from "#server/blobs/blob-store.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

describe("attachments (S3)", () => {
  let hotel: Hotel;
  let key: string;

  beforeAll(async () => {
    hotel = await startHotel();
    const { body } = await hotel.owner("POST", "/api-keys", { name: "files", scopes: ["read"] });
    key = String(body.key);
  });

  afterAll(() => hotel.close());

  const store = async (bytes: Buffer, name: string | null, type = "image/png", state = "stored") => {
    const { workspaceId } = hotel;
    const id = newId();
    const blobKey = newBlobKey(workspaceId);
    await hotel.parts.blobs.put(blobKey, bytes, type);
    await withWorkspaces(hotel.db, [workspaceId], (db) =>
      db.execute({
        text: `insert into attachments (workspace_id, id, message_id, position, name, type, blob_key, state)
          values ($1, $2, $3, 0, $4, $5, $6, $7)`,
        values: [workspaceId, id, newId(), name, type, blobKey, state],
      }),
    );
    return id;
  };
  const fetchFile = (id: string, headers: Record<string, string> = {}) =>
    fetch(`${hotel.url}/api/v1/attachments/${id}`, {
      headers: { authorization: `Bearer ${key}`, ...headers },
    });

  it.each([
    ["image/png", png],
    ["image/jpeg", Buffer.from("ffd8ffe000104a46", "hex")],
    ["image/gif", Buffer.from("GIF89a......")],
    ["image/webp", Buffer.from("RIFF....WEBPVP8 ")],
  ])("that are %s by their first bytes are shown", async (type, bytes) => {
    const answer = await fetchFile(await store(bytes, "foto"));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
    expect(answer.headers.get("content-disposition")).toMatch(/^inline;/);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    ["a page", Buffer.from("<html><script>alert(1)</script>"), "text/html"],
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "image/svg+xml"],
    ["a PDF", Buffer.from("%PDF-1.7"), "application/pdf"],
    ["a page that calls itself a picture", Buffer.from("<html></html>"), "image/png"],
    ["nothing", Buffer.alloc(0), "image/png"],
  ])("that are %s are downloaded, whatever type the sender names", async (_, bytes, type) => {
    const answer = await fetchFile(await store(bytes, "datei", type));
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
  });

  it.each([
    ["audio/ogg", Buffer.concat([Buffer.from("OggS"), Buffer.alloc(24), Buffer.from("OpusHead")])],
    ["audio/mpeg", Buffer.from("ID3\u0004")],
    ["audio/aac", Buffer.from("fff15080", "hex")],
    ["audio/amr", Buffer.from("#!AMR\n")],
    ["audio/wav", Buffer.from("RIFF....WAVEfmt ")],
    ["audio/mp4", Buffer.from("....ftypM4A ....")],
    ["video/mp4", Buffer.from("....ftypisom....")],
    ["video/3gpp", Buffer.from("....ftyp3gp4....")],
    ["video/webm", Buffer.concat([Buffer.from("1a45dfa3", "hex"), Buffer.from("....webm")])],
  ])("that are %s by their first bytes are played", async (type, bytes) => {
    const answer = await fetchFile(await store(bytes, "nota", "text/html"));
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("content-disposition")).toMatch(/^inline;/);
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  });

  it("are handed out in the parts that a player asks for", async () => {
    const bytes = Buffer.concat([Buffer.from("....ftypisom"), Buffer.from("0123456789")]);
    const id = await store(bytes, "film.mp4", "video/mp4");
    const part = await fetchFile(id, { range: "bytes=12-15" });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 12-15/22");
    expect(part.headers.get("content-type")).toBe("video/mp4");
    expect(await part.text()).toBe("0123");
    const end = await fetchFile(id, { range: "bytes=-2" });
    expect([end.headers.get("content-length"), await end.text()]).toEqual(["2", "89"]);
    const beyond = await fetchFile(id, { range: "bytes=22-" });
    expect(beyond.headers.get("content-range")).toBe("bytes */22");
    expect([beyond.status, await beyond.json()]).toMatchObject([
      416,
      { code: "RANGE_UNSATISFIABLE", details: { size: 22 } },
    ]);
    const whole = await fetchFile(id, { range: "bytes=0-3", "if-range": "x" });
    expect([whole.status, whole.headers.get("accept-ranges")]).toEqual([200, "bytes"]);
  });

  it("are fenced in for the browser", async () => {
    const { headers } = await fetchFile(await store(png, "foto.png"));
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("keep their names, of which nothing reaches the header unencoded (S13)", async () => {
    const { headers } = await fetchFile(await store(png, 'fac"tura\r\nset-cookie: a=b ñ(1)*.png'));
    expect(headers.get("content-disposition")).toBe(
      "inline; filename*=UTF-8''fac%22tura%0D%0Aset-cookie%3A%20a%3Db%20%C3%B1%281%29%2A.png",
    );
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("do not hide behind turned letters what they are, on the screen and where they are saved (S26)", async () => {
    const { workspaceId } = hotel;
    const channelId = await addNumber(hotel, workspaceId);
    const at = hotel.clock.now;
    await customerWrites(hotel, { workspaceId, channelId, waId: "34600900001", text: "La factura", at });
    const { body } = await hotel.owner("GET", "/threads");
    const [thread] = body.items as { id: string; lastMessage: { id: string } }[];
    const id = await store(Buffer.from("MZ"), "factura\u202efdp.exe");
    await withWorkspaces(hotel.db, [workspaceId], (db) =>
      db.execute({
        text: "update attachments set message_id = $3 where workspace_id = $1 and id = $2",
        values: [workspaceId, id, thread?.lastMessage.id],
      }),
    );
    const { body: messages } = await hotel.owner("GET", `/threads/${thread?.id}/messages`);
    expect(messages.items).toMatchObject([{ attachments: [{ name: "facturafdp.exe" }] }]);
    const { headers } = await fetchFile(id);
    expect(headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''facturafdp.exe");
  });

  it("that are not here, or of nobody, are NOT_FOUND", async () => {
    expect((await fetchFile(await store(png, null, "image/png", "pending"))).status).toBe(404);
    expect((await fetchFile(newId())).status).toBe(404);
  });
});
