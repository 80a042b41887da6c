import type { Kysely } from "kysely";
import * as foundation from "./0001-foundation.ts";
import * as auth from "./0002-auth.ts";
import * as threadViews from "./0003-thread-views.ts";
import * as attachmentTries from "./0004-attachment-tries.ts";
import * as deliveryDue from "./0005-delivery-due.ts";
import * as statistics from "./0006-statistics.ts";
import * as identityChanges from "./0007-identity-changes.ts";
import * as messagesInFlight from "./0008-messages-in-flight.ts";
import * as cheaperWrites from "./0009-cheaper-writes.ts";
import * as threadList from "./0010-thread-list.ts";
import * as threadSearch from "./0010-thread-search.ts";
import * as draftsAndCannedReplies from "./0011-drafts-and-canned-replies.ts";
import * as threadWork from "./0012-thread-work.ts";
import * as peopleAndSettings from "./0013-people-and-settings.ts";
import * as mergeAnswers from "./0015-merge-answers.ts";
import * as waited from "./0016-waited.ts";
import * as sendKeys from "./0017-send-keys.ts";
import * as turns from "./0018-turns.ts";
import * as operations from "./0019-operations.ts";
import * as channelRhythm from "./0020-channel-rhythm.ts";
import * as sendingFiles from "./0021-sending-files.ts";
import * as receipts from "./0022-receipts.ts";
import * as templateWorkbench from "./0023-template-workbench.ts";
import * as templateSources from "./0024-template-sources.ts";
import * as rates from "./0025-rates.ts";
import * as costs from "./0026-costs.ts";
import * as amendments from "./0027-amendments.ts";
import * as merges from "./0030-merges.ts";
import * as channelHealth from "./0031-channel-health.ts";
import * as searchUsernames from "./0035-search-usernames.ts";
import * as pictureForms from "./0036-picture-forms.ts";
import * as cappedMarketing from "./0037-capped-marketing.ts";

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
  "0009-cheaper-writes": cheaperWrites,
  "0011-drafts-and-canned-replies": draftsAndCannedReplies,
  "0010-thread-list": threadList,
  "0010-thread-search": threadSearch,
  "0013-people-and-settings": peopleAndSettings,
  "0012-thread-work": threadWork,
  "0015-merge-answers": mergeAnswers,
  "0016-waited": waited,
  "0017-send-keys": sendKeys,
  "0018-turns": turns,
  "0019-operations": operations,
  "0020-channel-rhythm": channelRhythm,
  "0021-sending-files": sendingFiles,
  "0022-receipts": receipts,
  "0023-template-workbench": templateWorkbench,
  "0024-template-sources": templateSources,
  "0025-rates": rates,
  "0026-costs": costs,
  "0027-amendments": amendments,
  "0030-merges": merges,
  "0031-channel-health": channelHealth,
  "0035-search-usernames": searchUsernames,
  "0036-picture-forms": pictureForms,
  "0037-capped-marketing": cappedMarketing,
};
