import { Skeleton } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { costDimension } from "#contract/costs.ts";
import { localMonth } from "#domain/time.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useTime } from "../../ui/use-time.ts";
import { Adjustments } from "./Adjustments.tsx";
import { Answers } from "./Answers.tsx";
import { BudgetNote } from "./BudgetNote.tsx";
import { CostTable } from "./CostTable.tsx";
import { DayChart } from "./DayChart.tsx";
import { ReportPage } from "./ReportPage.tsx";
import { Totals } from "./Totals.tsx";
import { monthSpan, useCostSummary, useCosts } from "./use-costs.ts";

/** What WhatsApp costs: a month at a glance, by day, and by whatever tells costs apart. */
export function CostReportPage() {
  const { words, now, timeZone } = useTime();
  const navigate = useNavigate();
  const search: { month?: string; by?: string } = useSearch({ strict: false });
  const month = search.month ?? localMonth(now, timeZone);
  const by = costDimension.options.find((one) => one === search.by) ?? "day";
  const { costs, error, retry } = useCosts(month, by);
  const days = useCosts(month, "day").costs;
  const summary = useCostSummary(month);
  const span = monthSpan(month);
  const go = (next: { month?: string; by?: string }): void =>
    void navigate({ to: "/costs", search: { month, by, ...next }, replace: true });
  return (
    <ReportPage
      title={words("spend.title")}
      month={month}
      onChoose={(chosen) => go({ month: chosen })}
      links={
        <>
          <Link to="/conversations">{words("spend.conversations")}</Link>
          <Link to="/help/whatsapp-costs">{words("spend.help")}</Link>
          <a href={`/api/v1/costs/export?from=${span.from}&to=${span.to}`} download>
            {words("spend.csv")}
          </a>
        </>
      }
    >
      {error !== null && <ErrorNote error={error} onRetry={retry} />}
      {(summary === undefined || days === undefined) && error === null && (
        <Skeleton height={360} radius="md" />
      )}
      {summary !== undefined && days !== undefined && (
        <>
          <BudgetNote summary={summary} />
          <Totals summary={summary} />
          <DayChart costs={days} />
          {costs !== undefined && <CostTable costs={costs} by={by} onChoose={(next) => go({ by: next })} />}
          <Answers summary={summary} />
          <Adjustments costs={days} />
        </>
      )}
    </ReportPage>
  );
}
