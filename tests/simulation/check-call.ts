import type { Instant } from "#domain/time.ts";
import type { Attempt } from "#server/delivery/attempt.ts";
import { perSecond } from "./hotel.ts";
import { truthOf, windowOf } from "./oracle.ts";
import { BrokenPromise, type World } from "./world.ts";

/** What must hold at the very moment of a provider call: I4, I5 and I10. */
export function checkCall(world: World, { attempt, now }: { attempt: Attempt; now: Instant }): void {
  const { history, provider, clocks } = world;
  const { messageId, outbound } = attempt;
  const sent = history.sent.get(messageId);
  if (sent === undefined) {
    throw new BrokenPromise("I2 nothing is made up", `${messageId} was given by nobody`);
  }
  const calls = provider.calls.filter((call) => call.messageId === messageId && call.mayHaveArrived);
  // Each earlier call that may have arrived was reported as failed since, by a status that allows another try.
  const surelyFailed = sent.tries.filter(
    (tried) => truthOf(tried).status === "failed" && truthOf(tried).isTransient && !truthOf(tried).isAnswer,
  );
  if (calls.length > surelyFailed.length) {
    throw new BrokenPromise("I4 no blind resend", `${messageId} is called again though it may have arrived`);
  }
  if (outbound.kind === "text" && world.hasFixedPeople) {
    const { closesAt } = windowOf(history, sent.customer, sent.channel);
    if (now >= closesAt) {
      throw new BrokenPromise(
        "I5 no free text outside the window",
        `${messageId} at ${now}, closed since ${closesAt}`,
      );
    }
  }
  if (attempt.perSecond !== null) {
    const at = clocks.database();
    const isSameNumber = (channel: number) => channel === sent.channel;
    const recent = provider.calls.filter((call) => isSameNumber(call.channel) && call.at > at - 1_000);
    if (recent.length > perSecond) {
      throw new BrokenPromise(
        "I10 limits are never passed",
        `${recent.length + 1} calls of one number in a second`,
      );
    }
  }
}
