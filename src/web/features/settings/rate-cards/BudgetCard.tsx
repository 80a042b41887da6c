import { NativeSelect, NumberInput, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { MoneySettings } from "#contract/costs.ts";
import { formatMillionths, parseMillionths } from "#domain/money.ts";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { useChannels } from "../../../api/use-channels.ts";
import { useSession } from "../../../api/use-session.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { FormEnd } from "../FormEnd.tsx";
import classes from "../SettingsPage.module.css";

/** The budget of a month, and the two rules that WhatsApp's own pages leave open. */
export function BudgetCard() {
  const words = useWords();
  const query = useQuery({
    queryKey: queryKeys.money,
    queryFn: ({ signal }) => callRoute("getMoneySettings", {}, signal),
  });
  return (
    <Card title={words("rates.budget")} lead={words("rates.budgetLead")}>
      {query.isPending && <Skeleton height={200} radius="md" />}
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <BudgetForm settings={query.data} />}
    </Card>
  );
}

type Typed = Partial<Omit<MoneySettings, "version" | "budget">> & { amount?: string };

function BudgetForm({ settings }: { settings: MoneySettings }) {
  const words = useWords();
  const queryClient = useQueryClient();
  const isOwner = useSession().user.role === "owner";
  const { workspace } = useSession();
  const billed = useChannels().find(({ billing }) => billing !== null)?.billing?.currency;
  const currency = settings.budget?.currency ?? billed ?? workspace.currency;
  const [typed, setTyped] = useState<Typed>({});
  const stored = settings.budget === null ? "" : String(Number(settings.budget.amount));
  const {
    amount = stored,
    utilityWindow = settings.utilityWindow,
    freeEntryHours = settings.freeEntryHours,
  } = typed;
  const millionths = amount.trim() === "" ? null : parseMillionths(amount.trim().replace(",", "."));
  const isWrong = amount.trim() !== "" && (millionths === null || millionths <= 0);
  const save = useMutation({
    mutationFn: () =>
      callRoute("putMoneySettings", {
        body: {
          budget: millionths === null ? null : { amount: formatMillionths(millionths), currency },
          utilityWindow,
          freeEntryHours,
          version: settings.version,
        },
      }),
    onSuccess: async (saved) => {
      queryClient.setQueryData(queryKeys.money, saved);
      setTyped({});
      await queryClient.invalidateQueries({ queryKey: queryKeys.allCosts });
    },
    // Somebody else saved first: what holds now lies below what was typed.
    onError: () => queryClient.invalidateQueries({ queryKey: queryKeys.money }),
  });
  const change = (part: Typed): void => {
    save.reset();
    setTyped((before) => ({ ...before, ...part }));
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWrong) {
      save.mutate();
    }
  };
  return (
    <form className={classes.form} onSubmit={handleSubmit}>
      <TextInput
        label={words("rates.budgetAmount", { currency })}
        description={words("rates.budgetHint")}
        inputMode="decimal"
        autoComplete="off"
        value={amount}
        disabled={!isOwner}
        error={isWrong ? words("rates.budgetWrong") : undefined}
        onChange={(event) => change({ amount: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={words("rates.utilityWindow")}
          description={words("rates.utilityWindowHint")}
          value={utilityWindow}
          disabled={!isOwner}
          onChange={(event) =>
            change({
              utilityWindow: event.currentTarget.value === "at-attempt" ? "at-attempt" : "at-delivery",
            })
          }
          data={(["at-delivery", "at-attempt"] as const).map((value) => ({
            value,
            label: words(`rates.window.${value}`),
          }))}
        />
        <NumberInput
          label={words("rates.freeEntry")}
          description={words("rates.freeEntryHint")}
          min={24}
          max={168}
          clampBehavior="strict"
          value={freeEntryHours}
          disabled={!isOwner}
          onChange={(value) => change({ freeEntryHours: Number(value) })}
        />
      </div>
      {save.isError && <ErrorNote error={save.error} />}
      {isOwner && <FormEnd isPending={save.isPending} isSaved={save.isSuccess} disabled={isWrong} />}
    </form>
  );
}
