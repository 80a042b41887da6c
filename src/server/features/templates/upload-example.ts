import { findFileProblem } from "#domain/media-limits.ts";
import { readPictureForm } from "#domain/picture-form.ts";
import type { BlobStore } from "../../blobs/blob-store.ts";
import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import { readUpload } from "../uploads/read-upload.ts";
import { requireAccount } from "./require-account.ts";
import { viewRefusal } from "./template.view.ts";

type Example = {
  workspaceId: string;
  accountRef: string;
  uploadId: string;
  kind: "image" | "video" | "document";
};

/** Gives WhatsApp the example of a header, which its reviewers look at; answers the handle that a draft names it by. */
export async function uploadExample(
  ctx: Context,
  blobs: BlobStore,
  { workspaceId, accountRef, uploadId, kind }: Example,
): Promise<string> {
  const file = await readUpload(ctx, blobs, { workspaceId, id: uploadId });
  const problem = findFileProblem(kind, { ...file, form: readPictureForm(file.bytes) });
  if (problem !== null) {
    throw new AppError("TEMPLATE_INVALID", {
      problems: [{ rule: "example-missing", part: "header" }],
      file: problem,
    });
  }
  const { account, port } = await requireAccount(ctx, workspaceId, accountRef);
  const { name, type, bytes } = file;
  const uploaded = await port.uploadExample(account, { name: name ?? "example", type, bytes });
  if (uploaded.kind === "refused") {
    throw new AppError("TEMPLATE_REFUSED", viewRefusal(uploaded.refusal));
  }
  return uploaded.handle;
}
