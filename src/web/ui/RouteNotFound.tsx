import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "./EmptyState.tsx";
import classes from "./RouteError.module.css";
import { useWords } from "./use-words.ts";

/** An address that leads nowhere. */
export function RouteNotFound() {
  const words = useWords();
  return (
    <main className={classes.whole}>
      <EmptyState
        icon={<IconMapOff size={26} />}
        title={words("empty.pageTitle")}
        isPage
        action={
          <Button component={Link} to="/inbox">
            {words("empty.toInbox")}
          </Button>
        }
      >
        {words("empty.page")}
      </EmptyState>
    </main>
  );
}
