import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { IconPlus, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useChannels } from "../../api/use-channels.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { marketWord } from "../../ui/market-word.ts";
import { useTime } from "../../ui/use-time.ts";
import { useRates } from "../help/use-rates.ts";
import { OwnerNote } from "../settings/OwnerNote.tsx";
import { PageHead } from "../settings/PageHead.tsx";
import settings from "../settings/SettingsPage.module.css";
import { AlarmList } from "./AlarmList.tsx";
import { DraftList } from "./DraftList.tsx";
import { TemplateEditor } from "./TemplateEditor.tsx";
import { isHeldWhole } from "./template-form.ts";
import type { Edited } from "./use-template-editor.ts";
import { useWorkbench } from "./use-workbench.ts";
import { VariantRow } from "./VariantRow.tsx";
import classes from "./Workbench.module.css";

/** WhatsApp's templates: alerts, drafts, and every template with its languages, state, quality, price and last use. */
export function TemplatesPage() {
  const { words, language } = useTime();
  const { isOwner, list, sync, groups, drafts, alarms, refresh } = useWorkbench();
  const rates = useRates();
  const [chosen, setChosen] = useState<string | null>(null);
  const [edited, setEdited] = useState<Edited | null>(null);
  const accountRef = useChannels().find((channel) => channel.accountRef !== null)?.accountRef ?? null;
  const market = chosen ?? rates.home;
  const { mutate: syncNow } = sync;
  useEffect(() => syncNow(), [syncNow]);
  const done = (): void => void refresh();
  const markets = rates.markets
    .map((value) => ({ value, label: marketWord(value, words) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, language));
  return (
    <>
      <PageHead
        title={words("settings.page.templates")}
        lead={words("workbench.lead")}
        action={
          <span className={settings.rowActions}>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} />}
              loading={sync.isPending}
              onClick={() => sync.mutate()}
            >
              {words("template.sync")}
            </Button>
            {isOwner && accountRef !== null && (
              <Button
                leftSection={<IconPlus size={16} />}
                onClick={() => setEdited({ kind: "new", accountRef })}
              >
                {words("workbench.new")}
              </Button>
            )}
          </span>
        }
      />
      {!isOwner && <OwnerNote />}
      {sync.isError && <ErrorNote error={sync.error} />}
      {list.isError && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      <p className={settings.hidden} role="status">
        {sync.isSuccess && words("settings.templatesRead")}
      </p>
      <AlarmList alarms={alarms} onSeen={done} />
      <DraftList drafts={drafts} onOpen={(draft) => setEdited({ kind: "draft", draft })} onChanged={done} />
      <section className={settings.card} aria-label={words("settings.page.templates")}>
        {list.isPending && <Skeleton height={240} radius="md" />}
        {list.isSuccess && groups.length === 0 && <p className={settings.lead}>{words("workbench.none")}</p>}
        {groups.length > 0 && markets.length > 0 && (
          <NativeSelect
            className={classes.market}
            label={words("workbench.market")}
            value={market}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={markets}
          />
        )}
        <div>
          {groups.map(({ key, name, variants, variants: [first] }) => (
            <article key={key} className={classes.group} aria-label={name}>
              <header className={classes.groupHead}>
                <h2 className={classes.groupName}>
                  {name}{" "}
                  <span className={classes.detail}>
                    {words("workbench.variants", { count: variants.length })}
                  </span>
                </h2>
                {isOwner && first !== undefined && isHeldWhole(first) && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={words("workbench.addLanguageOf", { name })}
                    onClick={() => setEdited({ kind: "language", template: first })}
                  >
                    {words("workbench.addLanguage")}
                  </Button>
                )}
              </header>
              <ul className={classes.variants}>
                {variants.map((template) => (
                  <VariantRow
                    key={template.id}
                    template={template}
                    rates={rates}
                    market={market}
                    isOwner={isOwner}
                    hasOthers={variants.length > 1}
                    onEdit={() => setEdited({ kind: "change", template })}
                    onChanged={done}
                  />
                ))}
              </ul>
            </article>
          ))}
        </div>
      </section>
      {edited !== null && (
        <TemplateEditor
          edited={edited}
          templates={list.data?.items ?? []}
          onClose={() => {
            setEdited(null);
            done();
          }}
        />
      )}
    </>
  );
}
