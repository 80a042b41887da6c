import * as z from "zod/mini";
import { createStored } from "../../api/stored.ts";

const mostRecent = 5;

/** The templates that this person sent last, newest first, by `templateKey`. */
export const recentTemplates = createStored<readonly string[]>("templates", (raw) => {
  const parsed = z.safeParse(z.array(z.string()), raw);
  return parsed.success ? parsed.data : [];
});

/** Names a template of an account in one language. */
export function templateKey(template: { accountRef: string; name: string; language: string }): string {
  return `${template.accountRef} ${template.name} ${template.language}`;
}

/** Remembers a template that was just sent. */
export function rememberTemplate(key: string): void {
  recentTemplates.update((before) => [key, ...before.filter((one) => one !== key)].slice(0, mostRecent));
}
