import { createHash } from "node:crypto";
import { GraphError, missingObject } from "../graph/graph-error.ts";
import type { GraphRequest } from "../graph/graph-request.ts";
import { requireFields } from "../graph/graph-request.ts";
import type { JsonObject } from "../json.ts";
import type { Upload } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import type { Store } from "../store.ts";

const mostBytes = 100 * 1_024 * 1_024;
const allowedTypes =
  /^(image\/(jpeg|jpg|png)|video\/(mp4|3gpp)|application\/pdf|application\/.+|text\/plain)$/;

/** Begins an upload: `POST /{app-id}/uploads?file_length&file_type&file_name` (whatsapp-platform §3.4). */
export function beginUpload(simulator: Simulator, request: GraphRequest): JsonObject {
  const fields = requireFields(request);
  const length = Number(fields.get("file_length"));
  const mimeType = fields.get("file_type") ?? "";
  if (!Number.isInteger(length) || length < 1 || length > mostBytes) {
    throw new GraphError(100, `file_length must be 1 to ${mostBytes}.`);
  }
  if (!allowedTypes.test(mimeType)) {
    throw new GraphError(100, `file_type ${mimeType} is not allowed.`);
  }
  const id = `upload:MTphdHRhY2htZW50${simulator.ids.hex("upload", 24)}`;
  const filename = fields.get("file_name") ?? null;
  simulator.store.uploads.set(id, {
    id,
    mimeType,
    filename,
    length,
    received: Buffer.alloc(0),
    handle: null,
  });
  return { id };
}

/** Takes bytes or tells how many came: `POST` and `GET /upload:…`; the last ones bring the handle. */
export function answerUpload(simulator: Simulator, request: GraphRequest): JsonObject {
  const upload = simulator.store.uploads.get(request.id);
  if (!upload || request.edge !== null) {
    throw missingObject(request.id, request.method.toLowerCase());
  }
  if (request.method === "GET") {
    return { id: upload.id, file_offset: upload.received.length };
  }
  if (Number(request.fileOffset ?? "0") !== upload.received.length) {
    throw new GraphError(100, `file_offset must be ${upload.received.length}.`);
  }
  const received = Buffer.concat([upload.received, request.body]);
  if (received.length > upload.length) {
    throw new GraphError(100, `More than file_length (${upload.length}) bytes.`);
  }
  upload.received = received;
  if (received.length < upload.length) {
    return { id: upload.id, file_offset: received.length };
  }
  upload.handle ??= writeHandle(upload);
  return { h: upload.handle };
}

/** The uploaded file that a handle stands for, or null. */
export function findHandle(store: Store, handle: string): { mimeType: string; size: number } | null {
  const found = [...store.uploads.values()].find((upload) => upload.handle === handle);
  return found ? { mimeType: found.mimeType, size: found.length } : null;
}

function writeHandle(upload: Upload): string {
  const type = Buffer.from(upload.mimeType).toString("base64");
  const hash = createHash("sha256").update(upload.id).update(upload.received).digest("base64url");
  return `4::${type}:${hash}`;
}
