import { Skeleton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { useSession } from "../../api/use-session.ts";
import { useSilentChannels } from "../../api/use-silent-channels.ts";
import { useWords } from "../../ui/use-words.ts";
import { groups, isPageName, type PageGroup, type PageName, pages } from "./pages.ts";
import classes from "./SettingsPage.module.css";

/** The settings: a list of pages beside the open one; on a phone the list first, then the page. */
export function SettingsPage() {
  const words = useWords();
  const { page } = useParams({ strict: false });
  const name = page !== undefined && isPageName(page) ? page : "profile";
  const Page = pages[name].component;
  const Title = page === undefined ? "h1" : "p";
  return (
    <main className={classes.settings} data-open={page === undefined ? undefined : "true"}>
      <nav className={classes.nav} aria-label={words("settings.title")}>
        <Title className={classes.navTitle}>{words("settings.title")}</Title>
        {groups.map(({ group, names }) => (
          <Group key={group} group={group} names={names} current={name} />
        ))}
      </nav>
      <div className={classes.page}>
        <div className={classes.column}>
          <Link to="/settings" className={classes.back}>
            <IconChevronLeft size={18} aria-hidden="true" />
            {words("settings.title")}
          </Link>
          <Suspense fallback={<Skeleton height={320} radius="md" />}>
            <Page />
          </Suspense>
        </div>
      </div>
    </main>
  );
}

type GroupProps = PageGroup & { current: PageName };

function Group({ group, names, current }: GroupProps) {
  const words = useWords();
  const { user } = useSession();
  const isAnySilent = useSilentChannels().length > 0 && user.role === "owner";
  const parent = current.startsWith("connect-") ? "channels" : current;
  return (
    <section aria-labelledby={`settings-${group}`}>
      <p className={classes.group} id={`settings-${group}`}>
        {words(`settings.group.${group}`)}
      </p>
      <ul className={classes.links}>
        {names.map((name) => {
          const Icon = pages[name].icon;
          return (
            <li key={name}>
              <Link
                to="/settings/$page"
                params={{ page: name }}
                className={classes.link}
                aria-current={parent === name ? "page" : undefined}
              >
                {Icon !== null && <Icon size={18} aria-hidden="true" />}
                <span className={classes.linkText}>{words(`settings.page.${name}`)}</span>
                {name === "operations" && isAnySilent && (
                  <span className={classes.badge} data-tone="warn">
                    {words("settings.silent")}
                  </span>
                )}
                <IconChevronRight size={16} aria-hidden="true" className={classes.chevron} />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
