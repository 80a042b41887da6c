import type { BlobStore } from "../../blobs/blob-store.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import type { Handlers } from "../../routes.ts";
import { findStoredAttachment } from "./attachments.queries.ts";
import { pictureType } from "./picture-type.ts";

/** Bytes from outside, served so that a browser can't be made to run them. */
export function attachmentRoutes(
  ctx: Context,
  { blobs }: { blobs: BlobStore },
): Pick<Handlers, "getAttachment"> {
  return {
    async getAttachment({ caller: { workspaceId }, params: { id }, reply }) {
      const attachment = await withWorkspaces(ctx.db, [workspaceId], (db) =>
        findStoredAttachment(db, workspaceId, id),
      );
      const bytes = attachment === null ? null : await blobs.get(attachment.blobKey);
      if (attachment === null || bytes === null) {
        throw new AppError("NOT_FOUND");
      }
      const picture = pictureType(bytes);
      reply
        .header("content-type", picture ?? "application/octet-stream")
        .header(
          "content-disposition",
          `${picture === null ? "attachment" : "inline"}${nameParameter(attachment.name)}`,
        )
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("x-content-type-options", "nosniff")
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
  };
}

/** RFC 6266: the name in UTF-8, with everything encoded that could end the header or the name. */
function nameParameter(name: string | null): string {
  if (name === null || name === "") {
    return "";
  }
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `; filename*=UTF-8''${encoded}`;
}
