import { plainName } from "#domain/plain-name.ts";
import type { BlobStore } from "../../blobs/blob-store.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { findStoredAttachment } from "./attachments.queries.ts";
import { readRange } from "./read-range.ts";
import { headBytes, shownType } from "./shown-type.ts";

/** Bytes from outside, served so that a browser can't be made to run them (S3); players ask for parts of them. */
export function attachmentRoutes(
  ctx: Context,
  { blobs }: { blobs: BlobStore },
): Pick<Handlers, "getAttachment"> {
  return {
    async getAttachment({ caller: { workspaceId }, params: { id }, request, reply }) {
      const attachment = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        findStoredAttachment(db, workspaceId, id),
      );
      const file = attachment === null ? null : await blobs.open(attachment.blobKey);
      if (attachment === null || file === null) {
        throw new AppError("NOT_FOUND");
      }
      const { size } = file;
      const type = shownType(await file.read({ start: 0, end: Math.min(size, headBytes) - 1 }));
      // What is stored under a key never changes, but we name no validator that If-Range could repeat.
      const range =
        request.headers["if-range"] === undefined ? readRange(request.headers.range, size) : "all";
      reply
        .header("content-type", type ?? "application/octet-stream")
        .header(
          "content-disposition",
          `${type === null ? "attachment" : "inline"}${nameParameter(attachment.name)}`,
        )
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("x-content-type-options", "nosniff")
        .header("accept-ranges", "bytes");
      if (range === "none") {
        reply.header("content-range", `bytes */${size}`);
        throw new AppError("RANGE_UNSATISFIABLE", { size });
      }
      if (range === "all") {
        reply.header("content-length", size).send(file.stream({ start: 0, end: size - 1 }));
        return;
      }
      reply
        .code(206)
        .header("content-range", `bytes ${range.start}-${range.end}/${size}`)
        .header("content-length", range.end - range.start + 1)
        .send(file.stream(range));
    },
  };
}

/** RFC 6266: the name in UTF-8, with everything encoded that could end the header or the name. */
function nameParameter(name: string | null): string {
  if (name === null || name === "") {
    return "";
  }
  const encoded = encodeURIComponent(plainName(name.toWellFormed())).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `; filename*=UTF-8''${encoded}`;
}
