import { useEffect, useEffectEvent, useState } from "react";

/** Files that are dropped anywhere on the page or pasted into the composer; answers whether some hover over it. */
export function useGivenFiles(isOn: boolean, onGive: (files: File[]) => void): boolean {
  const [isDragging, setIsDragging] = useState(false);
  const give = useEffectEvent(onGive);
  useEffect(() => {
    if (!isOn) {
      return;
    }
    const ending = new AbortController();
    const options = { signal: ending.signal };
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") === true;
    document.addEventListener(
      "dragover",
      (event) => {
        if (hasFiles(event)) {
          event.preventDefault();
          setIsDragging(true);
        }
      },
      options,
    );
    document.addEventListener(
      "dragleave",
      ({ relatedTarget }) => {
        if (relatedTarget === null) {
          setIsDragging(false);
        }
      },
      options,
    );
    document.addEventListener(
      "drop",
      (event) => {
        if (hasFiles(event)) {
          event.preventDefault();
          setIsDragging(false);
          give([...(event.dataTransfer?.files ?? [])]);
        }
      },
      options,
    );
    document.getElementById("composer")?.addEventListener(
      "paste",
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length > 0) {
          event.preventDefault();
          give(files);
        }
      },
      options,
    );
    return () => ending.abort();
  }, [isOn]);
  return isDragging;
}
