import type { ChannelAdapter } from "#channels/channel.ts";
import { mediaKinds } from "#domain/content.ts";
import { checkConnection } from "./check-connection.ts";
import { fetchMedia } from "./fetch-media.ts";
import type { GraphSettings } from "./graph-client.ts";
import { listTemplates } from "./list-templates.ts";
import { markRead } from "./mark-read.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { readBilled } from "./read-billed.ts";
import { readBillingTerms } from "./read-billing-terms.ts";
import { readHealth } from "./read-health.ts";
import { readNumber } from "./read-number.ts";
import { sendMessage } from "./send-message.ts";
import { subscribeApp } from "./subscribe-app.ts";
import { createTemplatePort } from "./template-port.ts";
import { uploadMedia } from "./upload-media.ts";
import { whatsAppWebhook } from "./webhook.ts";

/** WhatsApp over Meta's Cloud API, behind the ports that all channels share. */
export function createWhatsAppAdapter(settings: GraphSettings): ChannelAdapter {
  return {
    kind: "whatsapp",
    sends: ["text", "template", ...mediaKinds, "location", "contacts", "interactive", "reaction"],
    hasWindow: true,
    webhook: whatsAppWebhook,
    parse: parseWebhook,
    send: (account, message, signal) => sendMessage(settings, account, message, signal),
    uploadMedia: (account, file, signal) => uploadMedia(settings, { account, file, signal }),
    markRead: (account, providerId) => markRead(settings, account, providerId),
    showTyping: (account, providerId) => markRead(settings, account, providerId, { isTyping: true }),
    check: (account) => checkConnection(settings, account),
    subscribe: (account) => subscribeApp(settings, account),
    readAddress: (account) => readNumber(settings, account),
    readBillingTerms: (account) => readBillingTerms(settings, account),
    readBilled: (account, span) => readBilled(settings, account, span),
    readHealth: (account) => readHealth(settings, account),
    listTemplates: (account) => listTemplates(settings, account),
    templates: createTemplatePort(settings),
    fetchMedia: (account, mediaId, signal) => fetchMedia(settings, { account, mediaId, signal }),
  };
}
