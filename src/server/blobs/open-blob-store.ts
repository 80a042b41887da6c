import { join } from "node:path";
import type { Config } from "../config.ts";
import type { BlobStore } from "./blob-store.ts";

/** Where the files of messages lie by the settings: a bucket, or a folder of this machine. */
export async function openBlobStore({ s3, dataDir }: Pick<Config, "s3" | "dataDir">): Promise<BlobStore> {
  if (s3 !== null) {
    const { createS3BlobStore } = await import("./s3-blob-store.ts");
    return createS3BlobStore(s3, join(dataDir, "spool"));
  }
  const { openFolderBlobStore } = await import("./folder-blob-store.ts");
  return openFolderBlobStore(join(dataDir, "blobs"));
}
