import * as operations from "./operations.ts";
import { byId, type Route } from "./route.ts";

/** How the work goes, and what could not be filed. */
export const operationsRoutes = {
  getOperations: {
    method: "GET",
    path: "/operations",
    access: "owner",
    summary: "Traffic of today, the queue, and failures of the last 7 days.",
    answers: { 200: operations.operations },
  },
  listQuarantine: {
    method: "GET",
    path: "/quarantine",
    access: "owner",
    summary: "Bodies from outside that could not be filed, the last one first.",
    query: operations.quarantineQuery,
    answers: { 200: operations.quarantinePage },
  },
  getQuarantinedBody: {
    method: "GET",
    path: "/quarantine/:id/body",
    access: "owner",
    summary: "The raw bytes of such a body, as they came.",
    params: byId,
    produces: "application/octet-stream",
    answers: { 200: null },
  },
  replayQuarantined: {
    method: "POST",
    path: "/quarantine/:id/replay",
    access: "owner",
    summary: "Try to file one of them again; once or twice is the same.",
    params: byId,
    answers: { 200: operations.replayResult },
  },
  replayQuarantine: {
    method: "POST",
    path: "/quarantine/replay",
    access: "owner",
    summary: "Try to file all of them again, the oldest first, up to 100 at a time.",
    answers: { 200: operations.replayResults },
  },
} as const satisfies Record<string, Route>;
