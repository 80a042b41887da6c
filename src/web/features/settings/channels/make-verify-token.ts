/** A word that nobody guesses: Meta says it when it asks whether the callback URL is ours. */
export function makeVerifyToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}
