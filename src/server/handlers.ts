import type { AppParts } from "./app.ts";
import type { Context } from "./context.ts";
import { apiKeyRoutes } from "./features/api-keys/api-keys.routes.ts";
import { attachmentRoutes } from "./features/attachments/attachments.routes.ts";
import { cannedReplyRoutes } from "./features/canned-replies/canned-replies.routes.ts";
import { channelRoutes } from "./features/channels/channels.routes.ts";
import { conversationRoutes } from "./features/conversations/conversations.routes.ts";
import { customerRoutes } from "./features/customers/customers.routes.ts";
import { draftRoutes } from "./features/drafts/drafts.routes.ts";
import { invitationRoutes } from "./features/members/invitations.routes.ts";
import { memberRoutes } from "./features/members/members.routes.ts";
import { messageRoutes } from "./features/messages/messages.routes.ts";
import { operationsRoutes } from "./features/operations/operations.routes.ts";
import { preferenceRoutes } from "./features/preferences/preferences.routes.ts";
import { priceRoutes } from "./features/prices/prices.routes.ts";
import { profileRoutes } from "./features/profile/profile.routes.ts";
import { rateCardRoutes } from "./features/rate-cards/rate-cards.routes.ts";
import { searchRoutes } from "./features/search/search.routes.ts";
import { sessionRoutes } from "./features/session/session.routes.ts";
import { workspaceRoutes } from "./features/session/workspace.routes.ts";
import { settingsRoutes } from "./features/settings/settings.routes.ts";
import { tagRoutes } from "./features/tags/tags.routes.ts";
import { templateWorkRoutes } from "./features/templates/template-work.routes.ts";
import { templateRoutes } from "./features/templates/templates.routes.ts";
import { threadRoutes } from "./features/threads/threads.routes.ts";
import { uploadRoutes } from "./features/uploads/uploads.routes.ts";
import { liveRoutes } from "./live/live.routes.ts";
import type { Presence } from "./live/presence.ts";
import type { Streams } from "./live/stream.ts";
import { describeApi } from "./openapi.ts";
import type { Handlers } from "./routes.ts";

/** What handlers need beside the context. `linkBase`: where links that we hand out begin; never what a request says. */
type HandlerParts = AppParts & { linkBase(): string; presence: Presence };

/** The handler of every route of the table, gathered from the features. */
export function createHandlers(ctx: Context, parts: HandlerParts, streams: Streams): Handlers {
  const description = describeApi(parts.publicUrl ?? "");
  return {
    ...sessionRoutes(ctx, parts),
    ...memberRoutes(ctx, parts),
    ...invitationRoutes(ctx, parts),
    ...profileRoutes(ctx, parts),
    ...workspaceRoutes(ctx, parts),
    ...preferenceRoutes(ctx),
    ...apiKeyRoutes(ctx),
    ...threadRoutes(ctx, parts),
    ...searchRoutes(ctx),
    ...messageRoutes(ctx),
    ...draftRoutes(ctx),
    ...cannedReplyRoutes(ctx),
    ...customerRoutes(ctx),
    ...conversationRoutes(ctx),
    ...channelRoutes(ctx, parts),
    ...tagRoutes(ctx),
    ...templateRoutes(ctx),
    ...templateWorkRoutes(ctx, parts),
    ...settingsRoutes(ctx),
    ...priceRoutes(ctx),
    ...rateCardRoutes(ctx),
    ...attachmentRoutes(ctx, parts),
    ...uploadRoutes(ctx, parts),
    ...operationsRoutes(ctx, parts),
    ...liveRoutes(streams),
    getOpenApi: async () => ({ status: 200, body: description }),
  };
}
