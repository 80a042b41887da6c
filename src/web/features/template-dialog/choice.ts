import type { TemplateView } from "#contract/templates.ts";
import { readCategory } from "#domain/category.ts";
import { type ChannelState, decideSend, type Recipient } from "#domain/send-rules.ts";
import { needsPhone, type TemplateContent, unsendablePart } from "#domain/template.ts";
import type { Instant } from "#domain/time.ts";
import type { WindowState } from "#domain/window.ts";
import { readTemplate } from "./read-components.ts";

/** Why a template of the list can't be sent to this customer; a key of the interface's words. */
export type Obstacle =
  | "pending"
  | "rejected"
  | "paused"
  | "disabled"
  | "in_appeal"
  | "other"
  | "marketing-stopped"
  | "marketing-cap"
  | "phone-needed"
  | "unsendable"
  | "no-address"
  | "blocked"
  | "channel-unavailable"
  | "channel-banned"
  | "channel-restricted";

/** A template as the dialog lists it. */
export type Choice = {
  view: TemplateView;
  content: TemplateContent;
  obstacle: Obstacle | null;
  /** When it can be sent, where that is known. */
  until: Instant | null;
};

type Situation = { now: Instant; window: WindowState; recipient: Recipient; channelState: ChannelState };

/** Reads a template and asks the send rules whether it could go out once its fields are filled. */
export function choiceOf(view: TemplateView, situation: Situation): Choice {
  const content = readTemplate(view);
  const decision = decideSend({
    ...situation,
    kind: "template",
    template: {
      status: view.status.toLowerCase(),
      category: readCategory(view.category) ?? "marketing",
      hasAllFields: true,
      needsPhone: needsPhone(content.components),
    },
    text: null,
    subject: null,
    hasAttachments: false,
  });
  const isUnsendable = unsendablePart(content.components) !== null;
  if (decision.kind === "allowed") {
    return { view, content, obstacle: isUnsendable ? "unsendable" : null, until: null };
  }
  if (decision.reason === "template-not-approved") {
    return { view, content, obstacle: statusObstacle(decision.status), until: null };
  }
  const until = decision.reason === "marketing-cap" ? decision.until : null;
  return { view, content, obstacle: isObstacle(decision.reason) ? decision.reason : "other", until };
}

function statusObstacle(status: string): Obstacle {
  const known: readonly Obstacle[] = ["pending", "rejected", "paused", "disabled", "in_appeal"];
  return known.find((obstacle) => obstacle === status) ?? "other";
}

const obstacles = [
  "marketing-stopped",
  "marketing-cap",
  "phone-needed",
  "no-address",
  "blocked",
  "channel-unavailable",
  "channel-banned",
  "channel-restricted",
] as const satisfies readonly Obstacle[];

function isObstacle(reason: string): reason is (typeof obstacles)[number] {
  return obstacles.some((one) => one === reason);
}
