import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import type { ThreadPages } from "../../api/use-threads.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { customerContacts } from "../../ui/customer-contacts.ts";
import { customerName } from "../../ui/customer-name.ts";
import { type Command, findCommands } from "./command.ts";

const most = 6;

/** Threads whose customer answers to the question: those that this browser knows at once, the rest from the server. */
export function useFoundThreads(question: string): Command[] {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const lists = queryClient.getQueriesData<ThreadPages>({ queryKey: queryKeys.threads });
  const asked = question.trim();
  const { data: found } = useQuery({
    queryKey: ["commands", asked],
    queryFn: ({ signal }) => callRoute("search", { query: { q: asked, limit: most } }, signal),
    enabled: asked.length > 1,
  });
  const known = new Map(
    lists
      .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
      .concat(found?.people ?? [])
      .map((thread) => [thread.id, thread]),
  );
  const commands = [...known.values()].map(({ id, customer }): Command => {
    const name = customerName(customer);
    return {
      id: `thread-${id}`,
      group: "threads",
      label: name,
      detail: customerContacts(customer, name).join(" · "),
      icon: <Avatar name={name} size="sm" />,
      run: () => void navigate({ to: "/inbox/$threadId", params: { threadId: id }, search: {} }),
    };
  });
  return findCommands(commands, question).slice(0, most);
}
