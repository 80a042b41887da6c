import {
  IconCoins,
  IconDeviceMobile,
  IconInbox,
  IconLogout,
  IconRoute,
  IconSettings,
} from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { callRoute } from "../api/call-route.ts";
import { useStore } from "../api/create-store.ts";
import { noteSession, queryClient } from "../api/query-client.ts";
import { useSession } from "../api/use-session.ts";
import { useSilentChannels } from "../api/use-silent-channels.ts";
import { guide, openGuide } from "../features/guide/guide-state.ts";
import { useHint } from "../features/shortcuts/use-hint.ts";
import { Logo } from "./Logo.tsx";
import classes from "./Rail.module.css";
import { useWords } from "./use-words.ts";

const iconSize = 21;
const BudgetDot = lazy(async () => {
  const { BudgetDot: loaded } = await import("../features/costs/BudgetDot.tsx");
  return { default: loaded };
});

/** The main navigation: beside the screen, or below it on a phone unless a thread is open there. */
export function Rail() {
  const words = useWords();
  const hint = useHint();
  const navigate = useNavigate();
  const { demo, user } = useSession();
  const isAnySilent = useSilentChannels().length > 0 && user.role === "owner";
  const isGuideOpen = useStore(guide).isOpen;
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
      <Link
        to="/inbox"
        search={{}}
        className={classes.item}
        title={hint(words("shortcuts.do.goInbox"), "goInbox")}
      >
        <IconInbox size={iconSize} aria-hidden="true" />
        {words("rail.inbox")}
      </Link>
      <Link to="/costs" search={{}} className={classes.item} title={words("rail.costsHint")}>
        <IconCoins size={iconSize} aria-hidden="true" />
        {words("rail.costs")}
        {user.role === "owner" && (
          <Suspense>
            <BudgetDot className={classes.dot} />
          </Suspense>
        )}
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
      {demo?.hasGuide === true && !isGuideOpen && (
        <button type="button" className={classes.item} title={words("rail.guideHint")} onClick={openGuide}>
          <IconRoute size={iconSize} aria-hidden="true" />
          {words("rail.guide")}
        </button>
      )}
      <span className={classes.gap} />
      <Link
        to="/settings"
        className={classes.item}
        title={hint(words("shortcuts.do.goSettings"), "goSettings")}
        aria-describedby={isAnySilent ? "rail-silent" : undefined}
      >
        <IconSettings size={iconSize} aria-hidden="true" />
        {words("rail.settings")}
        {isAnySilent && <span className={classes.dot} aria-hidden="true" />}
      </Link>
      {isAnySilent && (
        <span id="rail-silent" hidden>
          {words("rail.silent")}
        </span>
      )}
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
