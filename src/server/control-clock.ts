import type { FastifyInstance } from "fastify";
import * as z from "zod/mini";
import { time } from "#contract/primitives.ts";
import type { Instant } from "#domain/time.ts";
import type { Context } from "./context.ts";
import { AppError } from "./errors.ts";
import { editWorkspace } from "./features/edit-workspace.ts";
import { listWorkspaceIds } from "./list-workspace-ids.ts";

/** The clock of the demo and of tests: moves the time of the server and of the simulators, both ways. */
export type ClockControl = {
  /** Resolves once everybody uses the new time. */
  set(now: Instant): Promise<void>;
  /** Hears every jump, whoever made it: the page of the customer's phone moves the same clock. */
  onJump?(listener: () => void): () => void;
  /** Makes ready what hangs on the day. */
  afterJump?(): Promise<void>;
};

const jump = z.union([
  z.strictObject({ advanceMs: z.number().check(z.int()) }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);
const furthest = 8.64e15;

/** `POST /control/clock {advanceMs}` or `{now}`; a real start has no such thing. Every screen is told of every jump. */
export function registerClock(app: FastifyInstance, ctx: Context, clock: ClockControl): void {
  let isOurs = false;
  const stopListening = clock.onJump?.(() => {
    if (!isOurs) {
      tellScreens(ctx, clock).catch((err: unknown) =>
        ctx.log.warn({ err }, "Screens were not told of the clock"),
      );
    }
  });
  // Fastify takes whatever such a hook answers for an error.
  app.addHook("preClose", async () => {
    stopListening?.();
  });
  app.post("/control/clock", async (request) => {
    const parsed = jump.safeParse(request.body);
    const now = !parsed.success
      ? Number.NaN
      : "now" in parsed.data
        ? Date.parse(parsed.data.now)
        : ctx.now() + parsed.data.advanceMs;
    if (!(Math.abs(now) < furthest)) {
      throw new AppError("INVALID_REQUEST", {
        fields: [{ field: "body", problem: "advanceMs or now is needed" }],
      });
    }
    isOurs = true;
    await clock.set(now).finally(() => {
      isOurs = false;
    });
    return { now: await tellScreens(ctx, clock) };
  });
}

async function tellScreens(ctx: Context, clock: ClockControl): Promise<string> {
  await clock.afterJump?.();
  const now = time.parse(new Date(ctx.now()).toISOString());
  for (const workspaceId of await listWorkspaceIds(ctx.db)) {
    await editWorkspace(ctx, workspaceId, async (_db, events) => {
      events.push({ kind: "clock.jumped", now });
    });
  }
  return now;
}
