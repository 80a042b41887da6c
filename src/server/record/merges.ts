import type { JoinedFields } from "#domain/join-cards.ts";
import type { Instant } from "#domain/time.ts";

/** One thread that another one took in, with what undoing it needs. */
export type Merge = {
  fromThreadId: string;
  intoThreadId: string;
  fromCustomerId: string;
  intoCustomerId: string;
  identityIds: string[];
  because: string;
  by: string | null;
  at: Instant;
  joined: JoinedFields;
};

/** What a thread is with one part of its messages. */
export type Half = {
  lastActivityAt: Instant | null;
  lastPersonAt: Instant | null;
  lastAutomaticAt: Instant | null;
  waitingSince: Instant | null;
  unread: number;
  /** The newest item of a person, and the newest automatic one. */
  shownId: string | null;
  automaticId: string | null;
  askedChannelId: string | null;
  askedIdentityId: string | null;
};

/** What goes out of a thread: everything of some identities, and what came from some threads. */
export type Part = {
  threadIds: readonly string[];
  identityIds: readonly string[];
};

/** A part with what is known of both halves, and of the merge that is undone, if it is one that left word. */
export type SplitPlan = Part & {
  goes: Half;
  stays: Half;
  merge: { at: Instant; joined: JoinedFields } | null;
};

/** A part that went out of a thread into another one. */
export type Split = Part & {
  threadId: string;
  customerId: string;
  intoThreadId: string;
  intoCustomerId: string;
  /** An undone merge: what the thread had taken in itself goes along and is still its own. */
  isUndo: boolean;
};
