import { ourFile } from "#domain/fill-problems.ts";
import { findFileProblem } from "#domain/media-limits.ts";
import type { FieldValues } from "#domain/template.ts";
import { AppError } from "../../errors.ts";
import type { SubmittedMedia, SubmittedTemplate } from "../../record/facts.ts";
import type { FileToSend } from "../uploads/attach-files.ts";

/** Uploads that a message names, by their ids. */
export type NamedUploads = ReadonlyMap<string, FileToSend>;

/** The document of a header goes by the name of its file, unless another one was given. */
export function nameDocument(fields: FieldValues, uploads: NamedUploads): FieldValues {
  const { header } = fields;
  const name = uploads.get(header?.document ?? "")?.name ?? null;
  const isNamed = (header?.filename ?? "").trim() !== "";
  return isNamed || name === null ? fields : { ...fields, header: { ...header, filename: name } };
}

/** The files of ours in a template's headers: its own, then card by card, as the call names them. */
export function ownMediaOf({
  media,
  cards = [],
}: Pick<SubmittedTemplate, "media" | "cards">): SubmittedMedia[] {
  return [media, ...cards.map((card) => card.media)].flatMap((one) =>
    one !== undefined && ourFile.test(one.source) ? [one] : [],
  );
}

/**
 * The files that go along with a template, in the order of its headers; refused is one that WhatsApp would not take as
 * such a header: of another type, or too large (§2.2).
 */
export function headerFiles(template: SubmittedTemplate, uploads: NamedUploads): FileToSend[] {
  return ownMediaOf(template).flatMap(({ kind, source }) => {
    const file = uploads.get(source);
    const problem = file === undefined ? null : findFileProblem(kind, file);
    if (problem !== null) {
      const problems = [{ ...problem, part: "header" }];
      throw new AppError("MESSAGE_REFUSED", { reason: "fields-unfit", problems });
    }
    return file ?? [];
  });
}
