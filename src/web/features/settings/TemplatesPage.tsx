import { Button, Skeleton } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useLanguage, useWords } from "../../ui/use-words.ts";
import { PageHead } from "./PageHead.tsx";
import classes from "./SettingsPage.module.css";
import { bodyTextOf, templateState } from "./template-state.ts";

/** WhatsApp's templates as they are stored, each with its state in words; read again at the press of a button. */
export function TemplatesPage() {
  const words = useWords();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: queryKeys.templates,
    queryFn: ({ signal }) => callRoute("listTemplates", {}, signal),
  });
  const sync = useMutation({
    mutationFn: () => callRoute("syncTemplates", {}),
    onSuccess: (list) => queryClient.setQueryData(queryKeys.templates, list),
  });
  const templates = query.data?.items ?? [];
  const languages = new Intl.DisplayNames([language], { type: "language" });
  return (
    <>
      <PageHead
        title={words("settings.page.templates")}
        lead={words("settings.templatesLead")}
        action={
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={sync.isPending}
            onClick={() => sync.mutate()}
          >
            {words("template.sync")}
          </Button>
        }
      />
      {sync.isError && <ErrorNote error={sync.error} />}
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      <p className={classes.hidden} role="status">
        {sync.isSuccess && words("settings.templatesRead")}
      </p>
      <section className={classes.card} aria-label={words("settings.page.templates")}>
        {query.isPending && <Skeleton height={240} radius="md" />}
        {query.isSuccess && templates.length === 0 && (
          <p className={classes.lead}>{words("settings.noTemplates")}</p>
        )}
        <ul className={classes.rows}>
          {templates.map(({ id, name, language: tongue, category, status, components }) => {
            const { key, tone } = templateState(status);
            return (
              <li key={id} className={classes.row}>
                <span className={classes.rowText}>
                  <span className={classes.rowTitle}>{name}</span>
                  <span className={classes.rowDetail}>
                    {languages.of(tongue.replace("_", "-")) ?? tongue} · {categoryWord(category, words)}
                  </span>
                  <span className={classes.rowDetail}>{bodyTextOf(components)}</span>
                </span>
                <span className={classes.badge} data-tone={tone}>
                  {words(key)}
                </span>
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}
