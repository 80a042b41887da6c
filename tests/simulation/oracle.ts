// Written from docs/domain.md alone, never from the code: what must be true after what happened.
import type { Heard, History, Report, Sent, Try } from "./history.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const never = Number.NEGATIVE_INFINITY;
const ranks = "queued sending unknown held sent delayed expired failed delivered read played".split(" ");
const rankOf = ({ status }: { status: string }) => ranks.indexOf(status);
const hasReached = (report: { status: string }) => rankOf(report) >= ranks.indexOf("delivered");
const opens = ({ kind }: Heard) => ["text", "media", "unsupported", "call", "reaction"].includes(kind);
const asks = ({ kind }: Heard) => ["text", "media", "unsupported", "call", "edit", "email"].includes(kind);
const answers = ({ kind, isAutomatic }: Sent) => kind !== "note" && !isAutomatic;
const latest = (times: number[]) => Math.max(never, ...times);

/** §1: no provider's time is taken that lies too far from the receipt. */
export const clampTime = (at: number, receivedAt: number): number =>
  Math.min(Math.max(at, receivedAt - 7 * day), receivedAt + 5 * minute);

/** §5: of all reports the highest is the truth; of equals the earliest. */
export function truthOf({ at, reports }: Try): Report {
  const sending = { status: "sending", reason: null, isTransient: false, at, receivedAt: at, isAnswer: true };
  return reports.reduce<Report>((a, b) => ((rankOf(b) - rankOf(a) || a.at - b.at) > 0 ? b : a), sending);
}

/** L5: the highest try that reached the customer, else the newest. */
function shownTry({ tries }: Sent): Try[] {
  const reached = tries.filter((tried) => hasReached(truthOf(tried)));
  const highest = reached.toSorted((a, b) => rankOf(truthOf(b)) - rankOf(truthOf(a)));
  return [...highest, ...tries.toReversed()].slice(0, 1);
}

/** What the screen may show of a message; several where delivery is free to try again or to wait. */
export function possibleStatuses(sent: Sent): string[] {
  const [truth] = shownTry(sent).map(truthOf);
  if (sent.kind === "note" || truth === undefined) {
    return sent.kind === "note" ? ["noted"] : ["queued", "expired", "failed"];
  }
  const lost = truth.status === "sending" ? ["unknown"] : [];
  return [truth.status, ...lost, ...(truth.isTransient ? ["queued", "expired"] : [])];
}

const isAt = (customer: number, channel: number) => (one: { customer: number; channel: number }) =>
  one.customer === customer && one.channel === channel;

/** W1–W9: when the window of a channel and a customer closes, and whether WhatsApp refused it since. */
export function windowOf({ heard, sent }: History, customer: number, channel: number) {
  const isHere = isAt(customer, channel);
  const lastAt = latest(heard.filter((event) => isHere(event) && opens(event)).map(({ sentAt }) => sentAt));
  const texts = [...sent.values()].filter((one) => isHere(one) && one.kind === "text").flatMap(shownTry);
  const isRefused = texts.some((text) => {
    const { status, reason } = truthOf(text);
    const isDisproved = texts.some((other) => other.at >= text.at && hasReached(truthOf(other)));
    return status === "failed" && reason === "window" && text.at >= lastAt && !isDisproved;
  });
  return { closesAt: lastAt + day, isRefused };
}

/** R1–R10: whether a customer's message is answered by rule when it is received. */
export function isAnsweredByRule(
  history: History,
  { customer, channel, kind, text, sentAt, at }: Heard,
): boolean {
  const { closesAt, isRefused } = windowOf(history, customer, channel);
  const automatic = [...history.answered].filter(([heard]) => heard.customer === customer);
  const byPeople = [...history.sent.values()].filter((sent) => sent.customer === customer && answers(sent));
  const mailedAt = latest(automatic.flatMap(([heard, time]) => (heard.kind === "email" ? [time] : [])));
  const mayGo = kind === "email" ? at - mailedAt >= 7 * day : at < closesAt && !isRefused;
  const isRested = at - latest(automatic.map(([, time]) => time)) >= 12 * hour;
  const isQuiet = at - latest(byPeople.map((sent) => sent.at)) >= 30 * minute;
  const isAsked = ["text", "media", "email"].includes(kind) && text !== "BAJA" && at - sentAt <= 10 * minute;
  return isAsked && mayGo && isRested && isQuiet;
}

/** §2: what waits for a person, and how many items are unread. */
export function threadOf({ heard, sent }: History, customer: number): { unread: number; waits: boolean } {
  const asked = heard.filter((event) => event.customer === customer && asks(event)).map(({ order }) => order);
  const answered = [...sent.values()].filter((one) => one.customer === customer && answers(one));
  return { unread: asked.length, waits: latest(asked) > latest(answered.map(({ order }) => order)) };
}

/** K1–K12: the conversations of a channel and a customer, derived from all that counts. */
export function conversationsOf({ heard, sent }: History, customer: number, channel: number) {
  const isHere = isAt(customer, channel);
  const openings = heard.filter((event) => isHere(event) && opens(event)).map(({ sentAt }) => sentAt);
  const ours = [...sent.values()].filter((one) => isHere(one) && ["text", "template"].includes(one.kind));
  const steps = ours.flatMap((one) =>
    shownTry(one)
      .filter(counts)
      .map((tried) => ({ ...one, tried, t: timeOf(tried) })),
  );
  steps.sort((a, b) => a.t - b.t || a.tried.at - b.tried.at || a.order - b.order);
  const found: { id: string; category: string; startedBy: string; startsAt: number; provisional: boolean }[] =
    [];
  for (const { id, kind, category, tried, t } of steps) {
    const running = found.filter(({ startsAt }) => t < startsAt + day);
    if (!running.some((one) => kind === "text" || one.category === category)) {
      const isOpen = openings.some((openAt) => openAt <= tried.at && tried.at < openAt + day);
      const startedBy = kind === "text" || isOpen ? "customer" : "business";
      found.push({ id, category, startedBy, startsAt: t, provisional: !tried.reports.some(hasReached) });
    }
  }
  return found;
}

const counts = (tried: Try) => !["held", "failed", "expired"].includes(truthOf(tried).status);
/** t of §3: when it reached the customer, else was accepted, else was tried. */
function timeOf({ at, reports }: Try): number {
  const reached = reports.filter(hasReached).map((report) => report.at);
  const accepted = reports.filter(({ isAnswer, status }) => isAnswer && ["sent", "held"].includes(status));
  return Math.min(
    ...([reached, accepted.map((report) => report.at), [at]].find(({ length }) => length > 0) ?? [at]),
  );
}
