/** Whether a text can be a recipient: one address, nothing that could end a header or a command. */
export function isMailAddress(text: string): boolean {
  return text.length <= 320 && /^[^\s@<>,;:"()\p{Cc}]+@[^\s@<>,;:"()\p{Cc}]+$/u.test(text);
}
