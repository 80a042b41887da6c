import type { ThreadDetail } from "#contract/threads.ts";
import type { PlaceholderValues } from "#domain/placeholders.ts";
import { useSession } from "../../api/use-session.ts";
import { formatPhone } from "../../ui/format-phone.ts";

/** What the placeholders of a canned reply stand for in this thread. */
export function usePlaceholderValues({ customer }: ThreadDetail): PlaceholderValues {
  const { user, workspace } = useSession();
  // A customer without a name is shown by the number, which is nothing to call anybody by.
  const name = /^\p{L}/u.test(customer.name) ? customer.name : null;
  return {
    customerFirstName: name === null ? null : (name.split(/\s+/)[0] ?? null),
    customerName: name,
    customerPhone: customer.phone === null ? null : formatPhone(customer.phone),
    customerEmail: customer.email,
    agentName: user.name,
    workspaceName: workspace.name,
  };
}
