import type { UploadView } from "#contract/uploads.ts";

/** Gives the product a file, as an integrator does; answers what it is. */
export async function uploadFile(
  { url, apiKey }: { url: string; apiKey: string },
  bytes: Uint8Array,
  name: string,
): Promise<UploadView> {
  const answer = await fetch(`${url}/api/v1/uploads?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/octet-stream" },
    body: new Uint8Array(bytes),
  });
  if (answer.status !== 201) {
    throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`);
  }
  return (await answer.json()) as UploadView;
}
