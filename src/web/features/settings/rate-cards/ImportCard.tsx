import { Button, FileInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { rateColumns } from "#domain/read-rate-csv.ts";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import classes from "../SettingsPage.module.css";
import { CardPreview } from "./CardPreview.tsx";
import { Problems } from "./Problems.tsx";

/** Imports a file of rates: it is checked and shown before anything is stored. */
export function ImportCard() {
  const words = useWords();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [csv, setCsv] = useState("");
  const preview = useMutation({
    mutationFn: async (chosen: File) => {
      const text = await chosen.text();
      setCsv(text);
      return callRoute("previewRateCards", { body: { csv: text } });
    },
  });
  const importing = useMutation({
    mutationFn: () => callRoute("importRateCards", { body: { csv } }),
    onSuccess: async () => {
      setFile(null);
      preview.reset();
      await queryClient.invalidateQueries({ queryKey: queryKeys.rateCards });
    },
  });
  const handleFile = (chosen: File | null): void => {
    setFile(chosen);
    preview.reset();
    importing.reset();
    if (chosen !== null) {
      preview.mutate(chosen);
    }
  };
  const shown = preview.data;
  const isStopped = shown === undefined || shown.problems.some(({ isStopping }) => isStopping);
  return (
    <Card title={words("rates.import")} lead={words("rates.importLead", { columns: rateColumns.join(", ") })}>
      <div className={classes.form}>
        <FileInput
          label={words("rates.file")}
          placeholder={words("rates.chooseFile")}
          accept=".csv,text/csv,text/plain"
          clearable
          clearButtonProps={{ "aria-label": words("app.close") }}
          value={file}
          onChange={handleFile}
        />
        <p role="status" className={classes.lead}>
          {preview.isPending && words("rates.reading")}
          {importing.isSuccess && words("rates.imported", { count: importing.data.items.length })}
        </p>
        {preview.isError && <ErrorNote error={preview.error} />}
        {shown !== undefined && (
          <>
            <Problems problems={shown.problems} />
            {!isStopped &&
              shown.cards.map((card) => <CardPreview key={card.currency + card.effectiveFrom} card={card} />)}
            {importing.isError && <ErrorNote error={importing.error} />}
            {!isStopped && (
              <div className={classes.actions}>
                <Button variant="default" onClick={() => handleFile(null)}>
                  {words("app.cancel")}
                </Button>
                <Button loading={importing.isPending} onClick={() => importing.mutate()}>
                  {words("rates.confirm")}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </Card>
  );
}
