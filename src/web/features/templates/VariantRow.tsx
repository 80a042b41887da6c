import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { TemplateView } from "#contract/templates.ts";
import { readCategory } from "#domain/category.ts";
import { mayDelete } from "#domain/edit-template.ts";
import { callRoute } from "../../api/call-route.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { formatDate } from "../../ui/format-time.ts";
import { marketWord } from "../../ui/market-word.ts";
import { useTime } from "../../ui/use-time.ts";
import type { Rates } from "../help/use-rates.ts";
import settings from "../settings/SettingsPage.module.css";
import { reasonWord } from "./AlarmList.tsx";
import { DeleteTemplate } from "./DeleteTemplate.tsx";
import { isHeldWhole, isSentOnly } from "./template-form.ts";
import { bodyTextOf, templateState } from "./template-state.ts";
import classes from "./Workbench.module.css";

type Props = {
  template: TemplateView;
  rates: Rates;
  market: string;
  isOwner: boolean;
  hasOthers: boolean;
  onEdit: () => void;
  onChanged: () => void;
};

const editable = new Set(["approved", "rejected", "paused"]);
const qualities = ["green", "yellow", "red"] as const;

/** One language of a template: how it stands, what it costs, when it was used, and what an owner can do with it. */
export function VariantRow({ template, rates, market, isOwner, hasOthers, onEdit, onChanged }: Props) {
  const time = useTime();
  const { words, language } = time;
  const { status, category, quality, previousCategory, rejectedReason, lastUsedAt } = template;
  const state = templateState(status);
  const tongue = new Intl.DisplayNames(language, { type: "language" }).of(
    template.language.replace("_", "-"),
  );
  const about = { name: template.name, language: template.language };
  const unpause = useMutation({
    mutationFn: () => callRoute("unpauseTemplate", { params: { id: template.id } }),
    onSuccess: onChanged,
  });
  const known = readCategory(category);
  const price = known === null ? null : rates.price(market, known);
  const score = qualities.find((one) => one === quality) ?? "unknown";
  return (
    <li className={classes.variant}>
      <span className={classes.variantText}>
        <span className={classes.badges}>
          <strong>{tongue ?? template.language}</strong>
          <span className={settings.badge} data-tone={state.tone}>
            {words(state.key)}
          </span>
          {status === "approved" && (
            <span className={settings.badge} data-tone={tones[score]}>
              {words(`workbench.quality.${score}`)}
            </span>
          )}
        </span>
        <span className={classes.detail}>
          {categoryWord(category, words)}
          {previousCategory !== null && previousCategory !== category && (
            <> ({words("workbench.was", { category: categoryWord(previousCategory, words) })})</>
          )}
          {" · "}
          {words("workbench.perMessage", {
            market: marketWord(market, words),
            price: price ?? words("workbench.priceUnknown"),
          })}
          {" · "}
          {lastUsedAt === null
            ? words("workbench.neverUsed")
            : words("workbench.lastUsed", { date: formatDate(Date.parse(lastUsedAt), time) })}
        </span>
        {status === "rejected" && rejectedReason !== null && (
          <span className={classes.detail}>
            {words("workbench.reason", { reason: reasonWord(rejectedReason, words) })}
          </span>
        )}
        <span className={classes.detail}>{bodyTextOf(template.components)}</span>
      </span>
      {isOwner && (
        <span className={settings.rowActions}>
          {status === "paused" && (
            <Button
              variant="default"
              loading={unpause.isPending}
              aria-label={words("workbench.unpauseOf", about)}
              onClick={() => unpause.mutate()}
            >
              {words("workbench.unpause")}
            </Button>
          )}
          {editable.has(status) && isHeldWhole(template) && (
            <Button variant="default" aria-label={words("workbench.editOf", about)} onClick={onEdit}>
              {words("workbench.edit")}
            </Button>
          )}
          {mayDelete(status) && (
            <DeleteTemplate template={template} hasOthers={hasOthers} onDeleted={onChanged} />
          )}
        </span>
      )}
      {editable.has(status) && isSentOnly(template) && (
        <span className={classes.detail}>{words("workbench.madeAtWhatsApp")}</span>
      )}
      {unpause.isError && <ErrorNote error={unpause.error} />}
    </li>
  );
}

const tones = { green: "good", yellow: "warn", red: "bad", unknown: undefined } as const;
