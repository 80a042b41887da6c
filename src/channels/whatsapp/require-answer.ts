import type { Failure } from "#domain/delivery-status.ts";
import { callGraph, type GraphCall, type GraphSettings } from "./graph-client.ts";

/** A question to the Graph API had no good answer; `failure` says why in our words. */
export class GraphCallError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    // The provider's own words stay in `failure`: they may name a customer, and messages of errors are logged.
    const more = failure.reason === "connection" ? failure.detail : failure.code;
    super(more === null ? failure.reason : `${failure.reason} (${more})`);
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
