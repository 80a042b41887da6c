import { firstRoutes } from "./first-routes.ts";
import { laterRoutes } from "./later-routes.ts";
import type { Route } from "./route.ts";

/** The whole API: routes are registered, documented (OpenAPI) and called (typed client) from this table alone. */
export const routes = { ...firstRoutes, ...laterRoutes } as const satisfies Record<string, Route>;

/** Name of a route. */
export type RouteName = keyof typeof routes;
