import type { Readable } from "node:stream";
import { largestFileBytes } from "#domain/media-limits.ts";
import type { BlobStore } from "../../blobs/blob-store.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { receiveUpload } from "./receive-upload.ts";

/** Files on their way to messages. */
export function uploadRoutes(ctx: Context, { blobs }: { blobs: BlobStore }): Pick<Handlers, "createUpload"> {
  return {
    async createUpload({ caller, query, request }) {
      const { headers, raw } = request;
      if (headers["content-type"] !== "application/octet-stream") {
        throw new AppError("UNSUPPORTED_MEDIA_TYPE", { expected: "application/octet-stream" });
      }
      if (Number(headers["content-length"] ?? 0) > largestFileBytes) {
        throw new AppError("PAYLOAD_TOO_LARGE", { limit: largestFileBytes });
      }
      const body: Readable = raw;
      const upload = await receiveUpload(ctx, blobs, { caller, name: query.name ?? null, body });
      return { status: 201, body: upload };
    },
  };
}
