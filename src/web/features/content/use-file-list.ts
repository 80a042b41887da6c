import { useEffect, useEffectEvent, useState } from "react";
import type { UploadView } from "#contract/uploads.ts";
import { findFileProblem, largestFileBytes, mediaKindOf } from "#domain/media-limits.ts";
import type { PictureForm } from "#domain/picture-form.ts";
import { newClientId } from "../../api/new-client-id.ts";
import { preparePicture } from "./prepare-picture.ts";
import { readForm } from "./read-form.ts";
import { uploadFile } from "./upload-file.ts";

/** A file on its way from the person to the server. */
export type GivenFile = {
  key: string;
  file: File;
  /** Shows it until the server does. */
  previewUrl: string;
  /** A picture that WhatsApp takes as a document alone. */
  form: PictureForm | null;
  asDocument: boolean;
  state: "preparing" | "refused" | "uploading" | "failed" | "uploaded";
  share: number;
  upload: UploadView | null;
};

/** The kind of message that a file goes as; what WhatsApp does not show goes as a document. */
export function kindOf({ file, upload, asDocument }: GivenFile): "image" | "video" | "audio" | "document" {
  const type = upload?.type ?? file.type;
  const kind = mediaKindOf(type);
  const isShown =
    !asDocument && kind !== "sticker" && findFileProblem(kind, { type, size: file.size }) === null;
  return isShown ? kind : "document";
}

/** Files that are uploaded as soon as they are given, each with its progress and a way to call it off. */
export function useFileList(given: readonly File[]) {
  const [files, setFiles] = useState<GivenFile[]>(() => given.map(newFile));
  const [calls] = useState(() => new Map<string, AbortController>());
  const change = (key: string, to: Partial<GivenFile>): void =>
    setFiles((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)));

  const start = async ({ key, file: original, asDocument }: GivenFile): Promise<void> => {
    const call = new AbortController();
    calls.set(key, call);
    const file = await preparePicture(original).catch(() => original);
    if (call.signal.aborted) {
      return;
    }
    const form = await readForm(file);
    if (call.signal.aborted) {
      return;
    }
    if (file.size > largestFileBytes || file.size === 0 || (form !== null && !asDocument)) {
      change(key, { file, form, state: "refused" });
      return;
    }
    change(key, { file, form, state: "uploading", share: 0 });
    try {
      const upload = await uploadFile(file, {
        name: file.name,
        signal: call.signal,
        onProgress: (share) => change(key, { share }),
      });
      change(key, { state: "uploaded", share: 1, upload });
    } catch {
      if (!call.signal.aborted) {
        change(key, { state: "failed" });
      }
    }
  };

  const begin = useEffectEvent(() => {
    for (const one of files) {
      if (!calls.has(one.key)) {
        void start(one);
      }
    }
  });
  useEffect(() => {
    begin();
    return () => {
      for (const call of calls.values()) {
        call.abort();
      }
      calls.clear();
    };
  }, [calls]);

  return {
    files,
    again: (one: GivenFile) => void start(one),
    chooseDocument(one: GivenFile, asDocument: boolean) {
      change(one.key, { asDocument });
      if (asDocument && one.form !== null && one.state === "refused") {
        void start({ ...one, asDocument });
      }
    },
    remove(key: string) {
      calls.get(key)?.abort();
      setFiles((before) => before.filter((one) => one.key !== key));
    },
  };
}

function newFile(file: File): GivenFile {
  return {
    key: newClientId(),
    file,
    previewUrl: URL.createObjectURL(file),
    form: null,
    asDocument: false,
    state: "preparing",
    share: 0,
    upload: null,
  };
}
