import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { TemplateDraftView } from "#contract/templates.ts";
import { callRoute } from "../../api/call-route.ts";
import { useWords } from "../../ui/use-words.ts";
import { ConfirmDialog } from "../settings/ConfirmDialog.tsx";
import settings from "../settings/SettingsPage.module.css";

type Props = {
  drafts: readonly TemplateDraftView[];
  onOpen: (draft: TemplateDraftView) => void;
  onChanged: () => void;
};

/** Drafts that WhatsApp does not have yet, or did not accept. */
export function DraftList({ drafts, onOpen, onChanged }: Props) {
  const words = useWords();
  const [asked, setAsked] = useState<TemplateDraftView | null>(null);
  const discard = useMutation({
    mutationFn: (id: string) => callRoute("deleteTemplateDraft", { params: { id } }),
    onSuccess: () => {
      setAsked(null);
      onChanged();
    },
  });
  if (drafts.length === 0) {
    return null;
  }
  return (
    <section className={settings.card} aria-label={words("workbench.drafts")}>
      <h2 className={settings.heading}>{words("workbench.drafts")}</h2>
      <ul className={settings.rows}>
        {drafts.map((draft) => (
          <li key={draft.id} className={settings.row}>
            <span className={settings.rowText}>
              <span className={settings.rowTitle}>{draft.name === "" ? "—" : draft.name}</span>
              <span className={settings.rowDetail}>
                {draft.language} · {words(stateOf(draft))}
              </span>
            </span>
            <span className={settings.rowActions}>
              <Button
                variant="default"
                aria-label={words("workbench.openOf", { name: draft.name })}
                onClick={() => onOpen(draft)}
              >
                {words("workbench.open")}
              </Button>
              <Button
                variant="default"
                aria-label={words("workbench.discardOf", { name: draft.name })}
                onClick={() => setAsked(draft)}
              >
                {words("workbench.discard")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <ConfirmDialog
          title={words("workbench.discardOf", { name: asked.name })}
          action={words("workbench.discard")}
          isPending={discard.isPending}
          error={discard.error}
          onConfirm={() => discard.mutate(asked.id)}
          onClose={() => setAsked(null)}
        >
          {words("workbench.discardLead")}
        </ConfirmDialog>
      )}
    </section>
  );
}

function stateOf({ refusal, templateId }: TemplateDraftView) {
  if (refusal !== null) {
    return "workbench.refusedOnce";
  }
  return templateId === null ? "workbench.draftNew" : "workbench.draftOf";
}
