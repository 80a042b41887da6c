import type { Message } from "#contract/messages.ts";

/** The seed's story, in its order. */
export const guideSteps = [
  "wrote",
  "automatic",
  "answered",
  "closed",
  "template",
  "thanks",
  "email",
] as const;
export type GuideStep = (typeof guideSteps)[number];

type Item = Pick<Message, "direction" | "kind" | "automatic" | "status" | "receivedAt">;

/**
 * Which steps have happened in the thread since the guide began, by the time at which we had each message: WhatsApp's own
 * times are whole seconds. A step that was overtaken counts: no automatic reply goes out while a person is writing.
 */
export function findDoneSteps(
  messages: readonly Item[],
  { startedAt, isWindowClosed }: { startedAt: number; isWindowClosed: boolean },
): GuideStep[] {
  const since = messages
    .filter(({ receivedAt }) => Date.parse(receivedAt) >= startedAt)
    .toSorted((one, other) => Date.parse(one.receivedAt) - Date.parse(other.receivedAt));
  const first = since.findIndex(({ direction, kind }) => direction === "in" && kind !== "email");
  if (first === -1) {
    return [];
  }
  const story = since.slice(first);
  const went = story.filter(({ direction, status }) => direction === "out" && status !== "failed");
  const hasAnswered = went.some(({ kind, automatic }) => kind === "text" && !automatic);
  const template = story.findIndex(
    ({ direction, kind, status }) => direction === "out" && kind === "template" && status !== "failed",
  );
  const hasThanked = template !== -1 && story.slice(template).some(({ direction }) => direction === "in");
  const happened: Record<GuideStep, boolean> = {
    wrote: true,
    automatic: hasAnswered || went.some(({ automatic }) => automatic),
    answered: hasAnswered,
    closed: hasAnswered && (isWindowClosed || template !== -1),
    template: hasAnswered && template !== -1,
    thanks: hasAnswered && hasThanked,
    email: went.some(({ kind }) => kind === "email"),
  };
  return guideSteps.filter((step) => happened[step]);
}
