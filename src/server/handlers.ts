import type { AppParts } from "./app.ts";
import type { Context } from "./context.ts";
import { apiKeyRoutes } from "./features/api-keys/api-keys.routes.ts";
import { attachmentRoutes } from "./features/attachments/attachments.routes.ts";
import { channelRoutes } from "./features/channels/channels.routes.ts";
import { customerRoutes } from "./features/customers/customers.routes.ts";
import { memberRoutes } from "./features/members/members.routes.ts";
import { messageRoutes } from "./features/messages/messages.routes.ts";
import { priceRoutes } from "./features/prices/prices.routes.ts";
import { sessionRoutes } from "./features/session/session.routes.ts";
import { settingsRoutes } from "./features/settings/settings.routes.ts";
import { templateRoutes } from "./features/templates/templates.routes.ts";
import { threadRoutes } from "./features/threads/threads.routes.ts";
import { liveRoutes } from "./live/live.routes.ts";
import type { Streams } from "./live/stream.ts";
import { describeApi } from "./openapi.ts";
import type { Handlers } from "./routes.ts";

/** The handler of every route of the table, gathered from the features. */
export function createHandlers(ctx: Context, parts: AppParts, streams: Streams): Handlers {
  const description = describeApi(parts.publicUrl ?? "");
  return {
    ...sessionRoutes(ctx, parts),
    ...memberRoutes(ctx, parts),
    ...apiKeyRoutes(ctx),
    ...threadRoutes(ctx),
    ...messageRoutes(ctx),
    ...customerRoutes(ctx),
    ...channelRoutes(ctx, parts),
    ...templateRoutes(ctx),
    ...settingsRoutes(ctx),
    ...priceRoutes(ctx),
    ...attachmentRoutes(ctx, parts),
    ...liveRoutes(streams),
    getOpenApi: async () => ({ status: 200, body: description }),
  };
}
