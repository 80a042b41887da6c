/** Groups of the national digits, by calling code; others are left in one piece. */
const groups: readonly (readonly [code: string, sizes: readonly number[]])[] = [
  ["34", [3, 3, 3]],
  ["44", [4, 6]],
  ["33", [1, 2, 2, 2, 2]],
  ["351", [3, 3, 3]],
  ["1", [3, 3, 4]],
];

/** A number in E.164 or as bare digits, in groups that can be read: "+34 600 900 123". */
export function formatPhone(number: string): string {
  const digits = number.replace(/\D/g, "");
  for (const [code, sizes] of groups) {
    const rest = digits.slice(code.length);
    if (digits.startsWith(code) && rest.length === sizes.reduce((sum, size) => sum + size, 0)) {
      const pattern = new RegExp(`^${sizes.map((size) => `(\\d{${size}})`).join("")}$`);
      return `+${code} ${rest.replace(pattern, sizes.map((_, index) => `$${index + 1}`).join(" "))}`;
    }
  }
  return /^\+?\d+$/.test(number) ? `+${digits}` : number;
}
