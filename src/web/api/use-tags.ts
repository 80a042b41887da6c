import { useQuery } from "@tanstack/react-query";
import type { TagView } from "#contract/tags.ts";
import { callRoute } from "./call-route.ts";
import { queryKeys } from "./query-keys.ts";

/** The workspace's tags, by name; undefined until they are loaded. */
export function useTags(): TagView[] | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.tags,
    queryFn: ({ signal }) => callRoute("listTags", {}, signal),
  });
  return data?.items;
}
