import { findFileProblem } from "#domain/media-limits.ts";
import type { FieldValues } from "#domain/template.ts";
import { AppError } from "../../errors.ts";
import type { TemplateToSend } from "../templates/fill-for-sending.ts";
import type { FileToSend } from "../uploads/attach-files.ts";

/** The document of a header goes by the name of its file, unless another one was given. */
export function nameDocument(fields: FieldValues, files: readonly FileToSend[]): FieldValues {
  const [file] = files;
  const { header } = fields;
  const isNamed = header?.document === undefined || (header.filename ?? "").trim() !== "";
  return isNamed || file === undefined || file.name === null
    ? fields
    : { ...fields, header: { ...header, filename: file.name } };
}

/** A file that WhatsApp would not take as such a header: of another type, or too large (§2.2). */
export function refuseHeaderFile(template: TemplateToSend | null, files: readonly FileToSend[]): void {
  const media = template?.submitted?.media;
  const [file] = files;
  const problem = media === undefined || file === undefined ? null : findFileProblem(media.kind, file);
  if (problem !== null) {
    const problems = [{ ...problem, part: "header" }];
    throw new AppError("MESSAGE_REFUSED", { reason: "fields-unfit", problems });
  }
}
