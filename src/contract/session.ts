import * as z from "zod/mini";
import { id, time } from "./primitives.ts";

/** Who is signed in, in which workspace, and the server's clock. */
export const sessionView = z.object({
  user: z.object({ id, name: z.string(), email: z.string(), role: z.enum(["owner", "agent"]) }),
  workspace: z.object({
    id,
    name: z.string(),
    timeZone: z.string(),
    country: z.string(),
    currency: z.string(),
    version: z.number(),
  }),
  /** Where browsers and providers reach us, as the person who runs the server says; null: nobody said it. */
  publicUrl: z.nullable(z.string()),
  now: time,
  /** Only in the demo: where the customer's phone is, and whether a guide leads through it. */
  demo: z.nullable(z.object({ simulatorUrl: z.string(), hasGuide: z.boolean() })),
});
export type SessionView = z.infer<typeof sessionView>;

const email = z.email().check(z.maxLength(320));
const password = z.string().check(z.minLength(10), z.maxLength(200));

export const signInBody = z.strictObject({ email, password: z.string().check(z.maxLength(200)) });
/** The first start: the setup link's token makes the workspace and its owner, once. */
export const setupBody = z.strictObject({
  token: z.string().check(z.maxLength(200)),
  workspaceName: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  email,
  password,
  timeZone: z.optional(z.string()),
});

export const createApiKeyBody = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  scopes: z.array(z.enum(["read", "write", "admin"])).check(z.minLength(1)),
});
/** `key` is shown this once. */
export const createdApiKey = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  key: z.string(),
});
export const apiKeyView = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdAt: time,
  lastUsedAt: z.nullable(time),
  revokedAt: z.nullable(time),
});
export const apiKeyList = z.object({ items: z.array(apiKeyView), nextCursor: z.null() });
