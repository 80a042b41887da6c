import { type PictureForm, pictureHeadBytes, readPictureForm } from "#domain/picture-form.ts";

/** Whether a file is a picture in a form that WhatsApp does not take; null as well when it can't be read. */
export async function readForm(file: File): Promise<PictureForm | null> {
  const head = await file
    .slice(0, pictureHeadBytes)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  return readPictureForm(new Uint8Array(head));
}
