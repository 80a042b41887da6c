import type { RefObject } from "react";

type Props = { ref: RefObject<HTMLInputElement | null>; label: string; onFiles: (files: File[]) => void };

/** The browser's choice of files, opened by a button of ours: the same files may be chosen again. */
export function FilesInput({ ref, label, onFiles }: Props) {
  return (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      aria-label={label}
      onChange={(event) => {
        onFiles([...(event.currentTarget.files ?? [])]);
        event.currentTarget.value = "";
      }}
    />
  );
}
