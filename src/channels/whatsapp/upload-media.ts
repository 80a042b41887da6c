import type { ChannelAccount, MediaOutcome } from "#channels/channel.ts";
import { findAccount } from "./config.ts";
import { callGraph, type GraphSettings, graphPath } from "./graph-client.ts";
import { looseId, looseObject } from "./loose.ts";

const answerShape = looseObject({ id: looseId });

/**
 * Gives Meta a file, which it keeps for 30 days under the id that it answers (§6). Whatever goes wrong on the way may be
 * tried again: a file that lies there twice is in nobody's thread.
 */
export async function uploadMedia(
  settings: GraphSettings,
  asked: {
    account: ChannelAccount;
    file: { name: string | null; type: string; bytes: Uint8Array };
    signal: AbortSignal;
  },
): Promise<MediaOutcome> {
  const access = findAccount(asked.account);
  if (access === null) {
    return refused("token", "The channel has no usable connection data", false);
  }
  const { name, type, bytes } = asked.file;
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", type);
  form.set("file", new Blob([new Uint8Array(bytes)], { type }), name ?? "file");
  const { phoneNumberId, accessToken } = access;
  const answer = await callGraph(settings, {
    method: "POST",
    path: graphPath(phoneNumberId, "media"),
    accessToken,
    body: form,
    signal: asked.signal,
  });
  switch (answer.kind) {
    case "answer": {
      const { id } = answerShape.parse(answer.body);
      return id === null
        ? refused("provider-down", "HTTP 200 without a media id", true)
        : { kind: "stored", mediaId: id };
    }
    case "error": {
      const { failure, retryable, retryAfterMs } = answer.error;
      // What is wrong with an upload is wrong with the file, unless Meta says otherwise.
      const reason = failure.reason === "invalid" || failure.reason === "unknown" ? "media" : failure.reason;
      return { kind: "refused", failure: { ...failure, reason }, retryable, retryAfterMs };
    }
    case "not-sent":
    case "lost":
      return refused("connection", answer.detail, true);
    default:
      return answer satisfies never;
  }
}

function refused(
  reason: "token" | "provider-down" | "connection",
  detail: string,
  retryable: boolean,
): MediaOutcome {
  return { kind: "refused", failure: { reason, code: null, detail }, retryable, retryAfterMs: null };
}
