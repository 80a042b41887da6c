import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { codeOf } from "./api/api-error.ts";
import { queryClient } from "./api/query-client.ts";
import { setStorageOwner } from "./api/stored.ts";
import { readInboxSearch } from "./api/thread-filter.ts";
import { sessionQuery } from "./api/use-session.ts";
import { InboxPage } from "./features/inbox/InboxPage.tsx";
import { NoThread } from "./features/inbox/NoThread.tsx";
import { withMoreWords } from "./text/i18n.ts";
import { AppLayout } from "./ui/AppLayout.tsx";
import { RouteError } from "./ui/RouteError.tsx";
import { RouteNotFound } from "./ui/RouteNotFound.tsx";
import { ThreadSkeleton } from "./ui/ThreadSkeleton.tsx";

const rootRoute = createRootRoute({ notFoundComponent: RouteNotFound });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search): { to?: string } => {
    // Only a path of our own: a sign-in page must not send people elsewhere.
    const { to } = search;
    return typeof to === "string" && /^\/(?![/\\])/.test(to) ? { to } : {};
  },
  component: lazyRouteComponent(() => import("./features/sign-in/SignInPage.tsx"), "SignInPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  validateSearch: (search): { token: string } => ({ token: String(search.token ?? "") }),
  component: lazyRouteComponent(() => withMoreWords(import("./features/setup/SetupPage.tsx")), "SetupPage"),
});

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/join",
  component: lazyRouteComponent(() => withMoreWords(import("./features/setup/JoinPage.tsx")), "JoinPage"),
});

const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  beforeLoad: async ({ location }) => {
    try {
      const session = await queryClient.ensureQueryData(sessionQuery);
      setStorageOwner(session.user.id);
    } catch (error) {
      if (codeOf(error) === "SIGN_IN_REQUIRED") {
        throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { to: location.href } });
      }
      throw error;
    }
  },
  component: AppLayout,
  errorComponent: RouteError,
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox", search: {} });
  },
});

const inboxRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/inbox",
  validateSearch: readInboxSearch,
  component: InboxPage,
});

const noThreadRoute = createRoute({ getParentRoute: () => inboxRoute, path: "/", component: NoThread });

const threadRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: "$threadId",
  component: lazyRouteComponent(() => import("./features/thread/ThreadPage.tsx"), "ThreadPage"),
  pendingComponent: ThreadSkeleton,
  pendingMs: 0,
});

const settingsPage = lazyRouteComponent(
  () => withMoreWords(import("./features/settings/SettingsPage.tsx")),
  "SettingsPage",
);

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings",
  component: settingsPage,
});

const settingsPageRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings/$page",
  component: settingsPage,
});

const welcomeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/welcome",
  component: lazyRouteComponent(
    () => withMoreWords(import("./features/setup/WelcomePage.tsx")),
    "WelcomePage",
  ),
});

const costsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/help/whatsapp-costs",
  component: lazyRouteComponent(() => withMoreWords(import("./features/help/CostsPage.tsx")), "CostsPage"),
});

const costReportRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/costs",
  validateSearch: (search): { month?: string; by?: string } => ({
    ...(/^20\d{2}-(?:0[1-9]|1[0-2])$/.test(String(search.month)) && { month: String(search.month) }),
    ...(typeof search.by === "string" && { by: search.by }),
  }),
  component: lazyRouteComponent(
    () => withMoreWords(import("./features/costs/CostReportPage.tsx")),
    "CostReportPage",
  ),
});

const conversationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/conversations",
  component: lazyRouteComponent(
    () => withMoreWords(import("./features/conversations/ConversationsPage.tsx")),
    "ConversationsPage",
  ),
});

/** Every address of the web inbox. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    setupRoute,
    joinRoute,
    appRoute.addChildren([
      homeRoute,
      inboxRoute.addChildren([noThreadRoute, threadRoute]),
      settingsRoute,
      settingsPageRoute,
      welcomeRoute,
      costsRoute,
      costReportRoute,
      conversationsRoute,
    ]),
  ]),
  defaultErrorComponent: RouteError,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
