import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useSession } from "../../api/use-session.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./TemplateAlarmBar.module.css";

/** Tells owners on every screen that a template wants their attention, until they have seen why. */
export function TemplateAlarmBar() {
  const words = useWords();
  const { data } = useQuery({
    queryKey: [...queryKeys.templates, "alarms"],
    queryFn: ({ signal }) => callRoute("listTemplateAlarms", {}, signal),
    enabled: useSession().user.role === "owner",
  });
  const count = data?.items.length ?? 0;
  return count === 0 ? null : (
    <p className={classes.bar} role="status">
      <IconAlertTriangle size={18} aria-hidden="true" />
      {words("attention.templates", { count })}
      <Link to="/settings/$page" params={{ page: "templates" }}>
        {words("attention.templatesSee")}
      </Link>
    </p>
  );
}
