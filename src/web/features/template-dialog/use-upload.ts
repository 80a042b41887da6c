import { useEffect, useRef, useState } from "react";
import type { Message } from "#contract/messages.ts";
import type { UploadView } from "#contract/uploads.ts";
import { findFileProblem } from "#domain/media-limits.ts";
import { readForm } from "../content/read-form.ts";
import { uploadFile } from "../content/upload-file.ts";

type Kind = "image" | "video" | "document";

const unfits = ["wrong-type", "too-large", "deep-picture", "print-picture"] as const;
type Unfit = (typeof unfits)[number];

/** A file on its way to the server: how far it is, or why it can't go. */
export type UploadState =
  | { kind: "none" }
  | { kind: "unfit"; problem: Unfit }
  | { kind: "going"; name: string; share: number }
  | { kind: "done"; name: string }
  | { kind: "failed"; error: unknown };

/** Files that were given to the server on this page, as they are shown until it shows them itself. */
export const givenFiles = new Map<string, Message["attachments"][number]>();

/** Checks a chosen file by WhatsApp's limits before a byte leaves, then gives it to the server. */
export function useUpload(kind: Kind, onDone: (upload: UploadView) => Promise<void> | void) {
  const [state, setState] = useState<UploadState>({ kind: "none" });
  const calledOff = useRef(new AbortController());
  useEffect(() => () => calledOff.current.abort(), []);
  const choose = async (file: File | null): Promise<void> => {
    if (file === null) {
      return;
    }
    const { name, type, size } = file;
    const form = kind === "image" ? await readForm(file) : null;
    const problem = findFileProblem(kind, { type, size, form });
    if (problem !== null) {
      setState({ kind: "unfit", problem: unfits.find((one) => one === problem.problem) ?? "wrong-type" });
      return;
    }
    calledOff.current.abort();
    calledOff.current = new AbortController();
    const { signal } = calledOff.current;
    setState({ kind: "going", name, share: 0 });
    try {
      const onProgress = (share: number): void => setState({ kind: "going", name, share });
      const upload = await uploadFile(file, { name, onProgress, signal });
      const url = URL.createObjectURL(file);
      givenFiles.set(upload.id, { id: upload.id, name, type: upload.type, size, url, state: "stored" });
      await onDone(upload);
      setState({ kind: "done", name });
    } catch (error) {
      if (!signal.aborted) {
        setState({ kind: "failed", error });
      }
    }
  };
  return { state, choose };
}

/** What the file chooser of the system offers for a kind. */
export const accepted: Record<Kind, string> = {
  image: "image/jpeg,image/png",
  video: "video/mp4,video/3gpp",
  document: "",
};
