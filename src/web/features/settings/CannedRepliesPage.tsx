import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { CannedReply } from "#contract/canned-replies.ts";
import { placeholderNames } from "#domain/placeholders.ts";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useCannedReplies } from "../../api/use-canned-replies.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { EditableList } from "./EditableList.tsx";
import { FormEnd } from "./FormEnd.tsx";
import { isFieldWrong } from "./field-problem.ts";
import classes from "./SettingsPage.module.css";

/** Replies that the team wrote once and brings with "/" in the composer. */
export function CannedRepliesPage() {
  const words = useWords();
  const { replies, isReady } = useCannedReplies(true);
  return (
    <EditableList
      title={words("settings.page.canned-replies")}
      lead={words("settings.cannedLead")}
      newWord={words("settings.newReply")}
      noneWord={words("settings.noReplies")}
      removeLead={words("settings.deleteReplyLead")}
      items={isReady ? replies : undefined}
      queryKey={queryKeys.cannedReplies}
      nameOf={({ shortcut }) => `/${shortcut}`}
      onRemove={({ id }) => callRoute("deleteCannedReply", { params: { id } })}
      renderDialog={(reply, onClose) => <ReplyDialog reply={reply} onClose={onClose} />}
    >
      {({ shortcut, text }) => (
        <>
          <span className={classes.rowTitle}>/{shortcut}</span>
          <span className={classes.rowDetail}>{text}</span>
        </>
      )}
    </EditableList>
  );
}

function ReplyDialog({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const words = useWords();
  const queryClient = useQueryClient();
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [text, setText] = useState(reply?.text ?? "");
  const save = useMutation({
    mutationFn: async () => {
      const content = { shortcut: shortcut.trim().replace(/^\//, ""), text: text.trim() };
      await (reply === null
        ? callRoute("createCannedReply", { body: content })
        : callRoute("updateCannedReply", {
            params: { id: reply.id },
            body: { version: reply.version, ...content },
          }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.cannedReplies });
      onClose();
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const problem = problemOf(save.error);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={words(reply === null ? "settings.newReply" : "settings.editReply")}
    >
      <form className={classes.form} onSubmit={handleSubmit}>
        <TextInput
          label={words("settings.shortcut")}
          description={words("settings.shortcutHint")}
          leftSection="/"
          required
          withAsterisk={false}
          maxLength={40}
          autoComplete="off"
          data-autofocus
          value={shortcut}
          error={problem === null ? undefined : words(problem)}
          onChange={(event) => {
            save.reset();
            setShortcut(event.currentTarget.value);
          }}
        />
        <Textarea
          label={words("settings.text")}
          required
          withAsterisk={false}
          rows={6}
          maxLength={4096}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div>
          <p className={classes.rowDetail}>{words("settings.placeholders")}</p>
          <ul className={classes.fields}>
            {placeholderNames.map((name) => (
              <li key={name}>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => setText((before) => `${before}{{${name}}}`)}
                >
                  {`{{${name}}}`}
                </Button>
              </li>
            ))}
          </ul>
        </div>
        {save.isError && problem === null && <ErrorNote error={save.error} />}
        <FormEnd
          isPending={save.isPending}
          isSaved={false}
          disabled={shortcut.trim() === "" || text.trim() === ""}
        />
      </form>
    </Dialog>
  );
}

function problemOf(error: unknown) {
  if (codeOf(error) === "SHORTCUT_EXISTS") {
    return "error.SHORTCUT_EXISTS";
  }
  return isFieldWrong(error, "shortcut") ? "settings.shortcutWrong" : null;
}
