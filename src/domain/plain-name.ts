/**
 * The name of a file without the signs that turn the direction of writing: with them "factura\u202Efdp.exe" would be read
 * as a PDF, on the screen and where it is saved (S26). The letters stay in the order in which the system reads them.
 */
export function plainName(name: string): string {
  return name.replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "");
}
