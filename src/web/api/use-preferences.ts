import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import * as z from "zod/mini";
import { defaultPreferences, type Preferences, preferences } from "#contract/preferences.ts";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";
import { createStored } from "./stored.ts";

/** What this browser read last: a key must not send, nor do anything that was switched off, while the answer is on its way. */
const remembered = createStored("preferences", (raw): Preferences | null => {
  const read = z.safeParse(preferences, raw);
  return read.success ? read.data : null;
});

/** How the signed-in person wants to be told of news. */
export const preferencesQuery = queryOptions({
  queryKey: queryKeys.preferences,
  queryFn: async ({ signal }): Promise<Preferences> => {
    const read = await callRoute("getPreferences", {}, signal);
    remembered.update(() => read);
    return read;
  },
});

/** The preferences of the person; until they are read those of the last time, or the usual ones. */
export function usePreferences(): Preferences {
  return useQuery(preferencesQuery).data ?? remembered.get() ?? defaultPreferences;
}

/** The same, outside of drawing. */
export function currentPreferences(queryClient: QueryClient): Preferences {
  return queryClient.getQueryData(preferencesQuery.queryKey) ?? remembered.get() ?? defaultPreferences;
}

/** Saves preferences, which hold on this screen at once; when the server refuses them, the old ones hold again. */
export function useSavePreferences() {
  const queryClient = useQueryClient();
  const keep = (next: Preferences): void => {
    queryClient.setQueryData(preferencesQuery.queryKey, next);
    remembered.update(() => next);
  };
  return useMutation({
    // In turn: of two quick changes the later one is stored last.
    scope: { id: "preferences" },
    mutationFn: (body: Preferences) => callRoute("putPreferences", { body }),
    onMutate: (next) => {
      const before = currentPreferences(queryClient);
      keep(next);
      return before;
    },
    onError: (_error, _next, before) => {
      if (before !== undefined) {
        keep(before);
      }
      return queryClient.invalidateQueries({ queryKey: preferencesQuery.queryKey });
    },
  });
}
