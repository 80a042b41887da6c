import type { Failure } from "#domain/delivery-status.ts";
import { callGraph, type GraphCall, type GraphSettings } from "./graph-client.ts";

/** A question to the Graph API had no good answer; `failure` says why in our words. */
export class GraphCallError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(
      `${failure.reason}${failure.code === null ? "" : ` (${failure.code})`}: ${failure.detail ?? "no detail"}`,
    );
    this.name = "GraphCallError";
    this.failure = failure;
  }
}

/** The answer to a call that only asks; throws GraphCallError when there is none. */
export async function requireAnswer(settings: GraphSettings, call: GraphCall): Promise<unknown> {
  const answer = await callGraph(settings, call);
  switch (answer.kind) {
    case "answer":
      return answer.body;
    case "error":
      throw new GraphCallError(answer.error.failure);
    case "not-sent":
    case "lost":
      throw new GraphCallError({ reason: "connection", code: null, detail: answer.detail });
    default:
      return answer satisfies never;
  }
}
