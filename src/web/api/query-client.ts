import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { codeOf, isPassing } from "./api-error.ts";
import { createStore } from "./create-store.ts";

/** True while the session has run out under an open screen: a dialog asks to sign in again. */
export const sessionExpired = createStore(false);

let hasSession = false;

/** Remembers whether somebody is signed in: only then does a 401 mean that the session ran out. */
export function noteSession(isSignedIn: boolean): void {
  hasSession = isSignedIn;
  sessionExpired.set(false);
}

/** Every failed call passes here, so that a session that ran out is seen wherever it shows first. */
export function noteFailure(error: unknown): void {
  if (codeOf(error) === "SIGN_IN_REQUIRED" && hasSession) {
    sessionExpired.set(true);
  }
}

/** The one cache of server data. Live events keep it true, so nothing goes stale by age. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteFailure }),
  mutationCache: new MutationCache({ onError: noteFailure }),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30 * 60_000,
      retry: (failures, error) => isPassing(error) && failures < 3,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: "always",
    },
    mutations: { retry: false, networkMode: "always" },
  },
});
