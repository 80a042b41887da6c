import { IconCoins, IconDeviceMobile, IconInbox, IconLogout, IconSettings } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { callRoute } from "../api/call-route.ts";
import { noteSession, queryClient } from "../api/query-client.ts";
import { useSession } from "../api/use-session.ts";
import { Logo } from "./Logo.tsx";
import classes from "./Rail.module.css";
import { useWords } from "./use-words.ts";

const iconSize = 21;

/** The main navigation: beside the screen, or below it on a phone unless a thread is open there. */
export function Rail() {
  const words = useWords();
  const navigate = useNavigate();
  const { demo, user } = useSession();
  const { threadId } = useParams({ strict: false });
  const signOut = useMutation({
    mutationFn: () => callRoute("signOut", {}),
    onSettled: async () => {
      noteSession(false);
      await navigate({ to: "/sign-in", search: {} });
      queryClient.clear();
    },
  });
  return (
    <nav
      className={classes.rail}
      aria-label={words("rail.label")}
      data-covered={threadId === undefined ? undefined : "true"}
    >
      {threadId !== undefined && (
        <a className={classes.skip} href="#composer">
          {words("app.skipToComposer")}
        </a>
      )}
      <span className={classes.logo}>
        <Logo />
      </span>
      <Link to="/inbox" search={{}} className={classes.item}>
        <IconInbox size={iconSize} aria-hidden="true" />
        {words("rail.inbox")}
      </Link>
      <Link to="/help/whatsapp-costs" className={classes.item} title={words("rail.costsHint")}>
        <IconCoins size={iconSize} aria-hidden="true" />
        {words("rail.costs")}
      </Link>
      {demo !== null && (
        <a
          href={demo.simulatorUrl}
          target="_blank"
          rel="noreferrer"
          className={classes.item}
          title={words("rail.simulatorHint")}
        >
          <IconDeviceMobile size={iconSize} aria-hidden="true" />
          {words("rail.simulator")}
        </a>
      )}
      <span className={classes.gap} />
      <Link to="/settings" className={classes.item}>
        <IconSettings size={iconSize} aria-hidden="true" />
        {words("rail.settings")}
      </Link>
      <button
        type="button"
        className={classes.item}
        title={words("rail.signOutHint", { name: user.name })}
        onClick={() => signOut.mutate()}
      >
        <IconLogout size={iconSize} aria-hidden="true" />
        {words("rail.signOut")}
      </button>
    </nav>
  );
}
