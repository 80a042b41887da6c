import * as z from "zod/mini";

const wallTime = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));

/** How a member wants to be told of news, on every screen; quiet hours are in the workspace's time zone. */
export const preferences = z.strictObject({
  /** Threads that are mine, that mention me, or that nobody has taken. */
  notify: z.strictObject({ mine: z.boolean(), mentions: z.boolean(), unassigned: z.boolean() }),
  sound: z.boolean(),
  /** From and until when nothing sounds or pops up; may pass midnight. Null: never quiet. */
  quietHours: z.nullable(z.strictObject({ from: wallTime, to: wallTime })),
  /** Shortcuts of one key without Ctrl or Alt (WCAG 2.1.4). */
  singleKeys: z.boolean(),
  /** Where the Enter key alone sends: in WhatsApp messages and notes, in mails. Ctrl+Enter always does. */
  enterSends: z.strictObject({ chat: z.boolean(), email: z.boolean() }),
});
export type Preferences = z.infer<typeof preferences>;

/** What holds until a member chooses. */
export const defaultPreferences: Preferences = {
  notify: { mine: true, mentions: true, unassigned: true },
  sound: true,
  quietHours: null,
  singleKeys: true,
  enterSends: { chat: true, email: false },
};
