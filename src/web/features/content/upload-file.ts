import * as z from "zod/mini";
import { firstRoutes } from "#contract/first-routes.ts";
import { type UploadView, uploadView } from "#contract/uploads.ts";
import { ApiError, readApiError } from "../../api/api-error.ts";

/** Gives the server a file, and tells how far it is (0 to 1). Not with fetch, which does not tell that. */
export function uploadFile(
  file: Blob,
  { name, onProgress, signal }: { name: string; onProgress: (share: number) => void; signal: AbortSignal },
): Promise<UploadView> {
  const { method, path, consumes } = firstRoutes.createUpload;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `/api/v1${path}?name=${encodeURIComponent(name)}`);
    request.setRequestHeader("content-type", consumes);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener("load", () => {
      const answer = request.status === 201 ? z.safeParse(uploadView, request.response) : null;
      if (answer?.success === true) {
        resolve(answer.data);
      } else {
        reject(readApiError(request.status, request.response));
      }
    });
    request.addEventListener("error", () =>
      reject(new ApiError("NETWORK", "The server could not be reached.")),
    );
    signal.addEventListener("abort", () => {
      request.abort();
      reject(new DOMException("The upload was called off", "AbortError"));
    });
    request.send(file);
  });
}
