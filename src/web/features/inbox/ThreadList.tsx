import { ActionIcon } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { filterOf } from "../../api/thread-filter.ts";
import { withPersonWords } from "../../text/i18n.ts";
import { useWords } from "../../ui/use-words.ts";
import { SearchBox } from "./SearchBox.tsx";
import classes from "./ThreadList.module.css";
import { ThreadRows } from "./ThreadRows.tsx";
import { ViewSwitch } from "./ViewSwitch.tsx";

const TagFilter = lazy(async () => {
  const { TagFilter: component } = await import("../work/TagFilter.tsx");
  return { default: component };
});

const NewCustomerDialog = lazy(async () => {
  const { NewCustomerDialog: component } = await withPersonWords(
    import("../new-customer/NewCustomerDialog.tsx"),
  );
  return { default: component };
});

const SearchResults = lazy(async () => {
  const { SearchResults: component } = await import("./SearchResults.tsx");
  return { default: component };
});

const StatusMenu = lazy(async () => {
  const { StatusMenu: component } = await import("./StatusMenu.tsx");
  return { default: component };
});

/** The list beside the thread: what is looked for, or the threads of a view. */
export function ThreadList({ openId }: { openId: string | null }) {
  const words = useWords();
  const search = useSearch({ from: "/app/inbox" });
  const filter = filterOf(search);
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section className={classes.pane} aria-label={words("list.label")}>
      <header className={classes.header}>
        <h1 className={classes.title}>{words("list.title")}</h1>
        <Suspense>
          {search.q === undefined && <StatusMenu current={filter.status} />}
          <Suspense>{search.q === undefined && <TagFilter current={filter.tag} />}</Suspense>
        </Suspense>
        <ActionIcon
          variant="subtle"
          size="lg"
          color="gray"
          aria-label={words("list.newCustomer")}
          title={words("list.newCustomer")}
          onClick={() => setIsAdding(true)}
        >
          <IconUserPlus size={20} aria-hidden="true" />
        </ActionIcon>
      </header>
      <SearchBox />
      {search.q === undefined ? (
        <>
          <ViewSwitch filter={filter} />
          <ThreadRows
            key={JSON.stringify(filter)}
            filter={filter}
            openId={openId}
            onAdd={() => setIsAdding(true)}
          />
        </>
      ) : (
        <Suspense>
          <SearchResults question={search.q} openId={openId} />
        </Suspense>
      )}
      <Suspense>{isAdding && <NewCustomerDialog onClose={() => setIsAdding(false)} />}</Suspense>
    </section>
  );
}
