import type { InboundTemplateChange } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import type { Fact } from "../record/facts.ts";

/** One body from outside that waits to be stored: a webhook, or a mail with the cursor that remembers it. */
export type Submission = {
  workspaceId: string;
  source: string;
  /** The mailbox of a mail; null for a webhook, whose facts name their channels. */
  channelId: string | null;
  journalId: string;
  receivedAt: Instant;
  body: Buffer;
  /** Written in the same transaction, so that a mail is never skipped nor taken twice for ever. */
  cursor: { uid: number; uidValidity: string } | null;
  reading: Reading;
  /** The place in quarantine that this body comes from, to be settled with it; null: it comes from outside. */
  replayOf: { id: string; reason: string } | null;
};

/** What a body says. `faults` are parts that could not be filed: the body is kept in quarantine besides. */
export type Reading = {
  facts: Fact[];
  faults: { reason: string; detail: string }[];
  /** What the provider told of templates: noted with the body, and their list is read again after the commit. */
  templateChanges: InboundTemplateChange[];
};
