import { ApiError } from "../../api/api-error.ts";

/** Moves the demo's clock; a real start has no such path, and no guide. Every screen is told by an event. */
export async function moveClock(to: number): Promise<void> {
  const answer = await fetch("/control/clock", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ now: new Date(to).toISOString() }),
  });
  if (!answer.ok) {
    throw new ApiError("INTERNAL", `The clock answered ${answer.status}.`);
  }
}
