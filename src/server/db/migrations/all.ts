import type { Kysely } from "kysely";
import * as foundation from "./0001-foundation.ts";
import * as auth from "./0002-auth.ts";
import * as threadViews from "./0003-thread-views.ts";
import * as attachmentTries from "./0004-attachment-tries.ts";
import * as deliveryDue from "./0005-delivery-due.ts";
import * as statistics from "./0006-statistics.ts";
import * as identityChanges from "./0007-identity-changes.ts";
import * as messagesInFlight from "./0008-messages-in-flight.ts";

/** One step of the schema; steps only go forward. */
export interface Migration {
  up(db: Kysely<unknown>): Promise<void>;
}

/** Every migration by name, in the order of the names. On main none is edited or removed once it was released. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-foundation": foundation,
  "0002-auth": auth,
  "0003-thread-views": threadViews,
  "0004-attachment-tries": attachmentTries,
  "0005-delivery-due": deliveryDue,
  "0006-statistics": statistics,
  "0007-identity-changes": identityChanges,
  "0008-messages-in-flight": messagesInFlight,
};
