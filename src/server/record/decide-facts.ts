import { decideChannelTold } from "./channel-told.ts";
import { decideAttemptFinished, decideAttemptStarted, decideWithdrawn } from "./decide-attempt.ts";
import { decideContactNamed } from "./decide-contact-named.ts";
import { decideCustomer } from "./decide-customer.ts";
import { decideMerged } from "./decide-merged.ts";
import { decideSeparated, decideUnmerged } from "./decide-split.ts";
import { decideStatus } from "./decide-status.ts";
import { decideSubmitted } from "./decide-submitted.ts";
import { decideTimePassed } from "./decide-time-passed.ts";
import { decideWorked } from "./decide-worked.ts";
import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { Fact } from "./facts.ts";
import { settleKnownRate } from "./settle-charge.ts";
import { takeVolumeTier } from "./volumes.ts";

/** Takes one fact into the draft. Pure: no clock, no chance, no I/O; `env` has the time and the ids. */
export function decideFact(draft: Draft, env: RecordEnv, fact: Fact): void {
  switch (fact.type) {
    case "customer":
      return decideCustomer(draft, env, fact);
    case "status":
      return decideStatus(draft, env, fact);
    case "submitted":
      return decideSubmitted(draft, env, fact);
    case "attempt-started":
      return decideAttemptStarted(draft, env, fact);
    case "attempt-finished":
      return decideAttemptFinished(draft, env, fact);
    case "withdrawn":
      return decideWithdrawn(draft, env, fact);
    case "time-passed":
      return decideTimePassed(draft, env, fact);
    case "volume-tier":
      return takeVolumeTier(draft, fact);
    case "rate-known":
      return settleKnownRate(draft, env, fact.messageId);
    case "worked":
      return decideWorked(draft, env, fact);
    case "merged":
      return decideMerged(draft, env, fact);
    case "unmerged":
      return decideUnmerged(draft, env, fact);
    case "separated":
      return decideSeparated(draft, env, fact);
    case "channel-told":
      return decideChannelTold(draft, fact);
    case "contact-named":
      return decideContactNamed(draft, fact);
    default:
      return fact satisfies never;
  }
}
