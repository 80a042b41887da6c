import type { JsonObject } from "../json.ts";
import { findMediaProblem, mediaTypeOf } from "../media/media-rules.ts";
import { storeMedia } from "../media/media-store.ts";
import type { PhoneNumber } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { GraphError } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";

/** Takes a file as `POST /{phone}/media` does (§6): multipart with messaging_product and file. */
export async function uploadMedia(
  simulator: Simulator,
  phoneNumber: PhoneNumber,
  request: GraphRequest,
): Promise<JsonObject> {
  const form = await readForm(request);
  const product = form.get("messaging_product") ?? request.query.get("messaging_product");
  if (product !== "whatsapp") {
    throw new GraphError(100, "The parameter messaging_product must be whatsapp.");
  }
  const file = form.get("file");
  if (file === null || typeof file === "string") {
    throw new GraphError(100, "The parameter file is required.");
  }
  const type = form.get("type");
  const mimeType = (typeof type === "string" && type !== "" ? type : file.type) || "application/octet-stream";
  const problem = findMediaProblem(mediaTypeOf(mimeType), { mimeType, size: file.size });
  if (problem !== null) {
    throw new GraphError(131053, problem);
  }
  const media = storeMedia(simulator, {
    bytes: Buffer.from(await file.arrayBuffer()),
    mimeType,
    filename: file.name || null,
    phoneNumberId: phoneNumber.id,
    isInbound: false,
  });
  return { id: media.id };
}

async function readForm(request: GraphRequest): Promise<FormData> {
  try {
    const headers = { "content-type": request.contentType };
    return await new Response(new Uint8Array(request.body), { headers }).formData();
  } catch {
    throw new GraphError(100, "The body of the request is not multipart/form-data.");
  }
}
