import { moneyRoutes } from "./money-routes.ts";
import { operationsRoutes } from "./operations-routes.ts";
import type { Route } from "./route.ts";
import { templateRoutes } from "./template-routes.ts";

/** Routes of pages that are opened seldom; a browser loads this part of the table when it first calls one of them. */
export const laterRoutes = {
  ...templateRoutes,
  ...operationsRoutes,
  ...moneyRoutes,
} as const satisfies Record<string, Route>;
