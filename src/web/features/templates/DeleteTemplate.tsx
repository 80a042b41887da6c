import { Button, Checkbox } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { TemplateView } from "#contract/templates.ts";
import { callRoute } from "../../api/call-route.ts";
import { useWords } from "../../ui/use-words.ts";
import { ConfirmDialog } from "../settings/ConfirmDialog.tsx";

type Props = { template: TemplateView; hasOthers: boolean; onDeleted: () => void };

/** Deletes a template at WhatsApp after asking once more: the name rests for 30 days. */
export function DeleteTemplate({ template, hasOthers, onDeleted }: Props) {
  const words = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const [isAll, setIsAll] = useState(false);
  const { id, name, language } = template;
  const remove = useMutation({
    mutationFn: () =>
      callRoute("deleteTemplate", { params: { id }, query: isAll ? { allLanguages: "true" } : {} }),
    onSuccess: onDeleted,
  });
  const title = words("workbench.deleteOf", { name, language });
  return (
    <>
      <Button variant="default" aria-label={title} onClick={() => setIsAsking(true)}>
        {words("workbench.delete")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={title}
          action={words("workbench.delete")}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setIsAsking(false)}
        >
          {words("workbench.deleteLead")}
          {hasOthers && (
            <Checkbox
              mt="md"
              label={words("workbench.deleteAll")}
              checked={isAll}
              onChange={(event) => setIsAll(event.currentTarget.checked)}
            />
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
