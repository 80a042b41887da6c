import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { TemplateView } from "#contract/templates.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useSession } from "../../api/use-session.ts";

/** A template's languages under its one name. */
export type TemplateGroup = { key: string; name: string; accountRef: string; variants: TemplateView[] };

/** Templates by name, drafts and alerts; read anew when the page opens. */
export function useWorkbench() {
  const queryClient = useQueryClient();
  const isOwner = useSession().user.role === "owner";
  const list = useQuery({
    queryKey: queryKeys.templates,
    queryFn: ({ signal }) => callRoute("listTemplates", {}, signal),
  });
  const drafts = useQuery({
    queryKey: [...queryKeys.templates, "drafts"],
    queryFn: ({ signal }) => callRoute("listTemplateDrafts", {}, signal),
    enabled: isOwner,
  });
  const alarms = useQuery({
    queryKey: [...queryKeys.templates, "alarms"],
    queryFn: ({ signal }) => callRoute("listTemplateAlarms", {}, signal),
    enabled: isOwner,
  });
  const sync = useMutation({
    mutationFn: () => callRoute("syncTemplates", {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.templates }),
  });
  return {
    isOwner,
    list,
    sync,
    groups: groupsOf(list.data?.items ?? []),
    drafts: drafts.data?.items ?? [],
    alarms: alarms.data?.items ?? [],
    refresh: () => queryClient.invalidateQueries({ queryKey: queryKeys.templates }),
  };
}

function groupsOf(templates: readonly TemplateView[]): TemplateGroup[] {
  const byName = Map.groupBy(templates, ({ accountRef, name }) => `${accountRef} ${name}`);
  return [...byName].map(([key, variants]) => {
    const [first] = variants;
    return { key, name: first?.name ?? "", accountRef: first?.accountRef ?? "", variants };
  });
}
