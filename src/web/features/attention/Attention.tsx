import { useEffect, useState } from "react";
import { leadTabs } from "./tab-locks.ts";
import { useClosingWarnings } from "./use-closing-warnings.ts";
import { useNews } from "./use-news.ts";
import { useSeenThread } from "./use-seen-thread.ts";
import { useTitleBadge } from "./use-title-badge.ts";

/** Draws the person's eye and ear to what is new: every tab has its number, one tab speaks for all. */
export function Attention() {
  const [isLeading, setIsLeading] = useState(false);
  useTitleBadge();
  useSeenThread();
  useEffect(() => leadTabs(setIsLeading), []);
  return isLeading && <LeadingTab />;
}

function LeadingTab() {
  useNews();
  useClosingWarnings();
  return null;
}
