const units = ["byte", "kilobyte", "megabyte"] as const;

/** "310 bytes", "12,4 kB", "3,1 MB". */
export function formatSize(bytes: number, language: string): string {
  const power = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power],
    // "B" means little to most people.
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: 1,
  }).format(bytes / 1_000 ** power);
}
