import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Instant } from "#domain/time.ts";
import { type Database, withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { createDraft } from "#server/record/draft.ts";
import { lockWorkspaces } from "#server/record/load.queries.ts";
import { writeSteps } from "#server/record/write-draft.ts";
import { seedWorkspace } from "../support/seed-workspace.ts";
import { addPeople, channelRows, workspaceRow } from "./hotel.ts";

const accountRef = "waba";

/** Makes a hotel's workspace in a database as the one in memory begins: rules, channels, templates, people. */
export async function seedHotel(db: Database, now: Instant): Promise<string> {
  const workspaceId = await seedWorkspace(db);
  const { timeZone, country, currency, autoReplyText, everyHours, quietMinutes } = workspaceRow(workspaceId);
  await withWorkspaces(db, [workspaceId], async (db) => {
    await db.execute({
      text: "update workspaces set time_zone = $2, country = $3, currency = $4 where workspace_id = $1",
      values: [workspaceId, timeZone, country, currency],
    });
    await db.execute({
      text: `insert into auto_reply_rules (workspace_id, enabled, text, every_hours, quiet_minutes) values ($1, true, $2, $3, $4)`,
      values: [workspaceId, autoReplyText, everyHours, quietMinutes],
    });
    for (const { id, kind, providerId, portfolio, createdAt } of channelRows(workspaceId)) {
      await db.execute({
        text: `insert into channels (workspace_id, id, kind, name, provider_id, account_ref, portfolio, config, time_zone, created_at)
               values ($1, $2, $3, $4, $4, $5, $6, '{}', $7, $8)`,
        values: [workspaceId, id, kind, providerId, accountRef, portfolio, timeZone, new Date(createdAt)],
      });
    }
    for (const category of ["utility", "marketing"]) {
      await db.execute({
        text: `insert into templates (workspace_id, id, account_ref, provider_id, name, language, category, status,
                 parameter_format, components, synced_at)
               values ($1, $2, $3, $4, $4, 'es', $4, 'approved', 'positional', '[]', now())`,
        values: [workspaceId, newId(), accountRef, category],
      });
    }
    const [workspace] = await lockWorkspaces(db, [workspaceId]);
    if (workspace === undefined) {
      throw new Error("The hotel's workspace was not made");
    }
    const env = { now, newId, cards: publishedRateCards };
    const draft = createDraft(workspace);
    addPeople(draft, env);
    for (const step of writeSteps(db, draft, env)) {
      step();
    }
  });
  return workspaceId;
}
