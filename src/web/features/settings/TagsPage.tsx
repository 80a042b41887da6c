import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type TagColor, type TagView, tagColor } from "#contract/tags.ts";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useSession } from "../../api/use-session.ts";
import { useTags } from "../../api/use-tags.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { TagChips } from "../work/TagChips.tsx";
import { EditableList } from "./EditableList.tsx";
import { FormEnd } from "./FormEnd.tsx";
import classes from "./SettingsPage.module.css";

/** The words that sort threads, each with its colour; owners edit them, everybody uses them. */
export function TagsPage() {
  const words = useWords();
  return (
    <EditableList
      title={words("settings.page.tags")}
      lead={words("settings.tagsLead")}
      newWord={words("settings.newTag")}
      noneWord={words("settings.noTags")}
      removeLead={words("settings.deleteTagLead")}
      items={useTags()}
      queryKey={queryKeys.tags}
      mayEdit={useSession().user.role === "owner"}
      nameOf={({ name }) => name}
      onRemove={({ id }) => callRoute("deleteTag", { params: { id } })}
      renderDialog={(tag, onClose) => <TagDialog tag={tag} onClose={onClose} />}
    >
      {(tag) => (
        <span>
          <TagChips tags={[tag]} isWhole />
        </span>
      )}
    </EditableList>
  );
}

function TagDialog({ tag, onClose }: { tag: TagView | null; onClose: () => void }) {
  const words = useWords();
  const queryClient = useQueryClient();
  const [name, setName] = useState(tag?.name ?? "");
  const [color, setColor] = useState<TagColor>(tag?.color ?? "green");
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), color };
      await (tag === null
        ? callRoute("createTag", { body })
        : callRoute("updateTag", { params: { id: tag.id }, body }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.tags });
      onClose();
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const isTaken = codeOf(save.error) === "TAG_EXISTS";
  return (
    <Dialog opened onClose={onClose} title={words(tag === null ? "settings.newTag" : "settings.editTag")}>
      <form className={classes.form} onSubmit={handleSubmit}>
        <TextInput
          label={words("settings.tagName")}
          required
          withAsterisk={false}
          maxLength={40}
          autoComplete="off"
          data-autofocus
          value={name}
          error={isTaken ? words("error.TAG_EXISTS") : undefined}
          onChange={(event) => {
            save.reset();
            setName(event.currentTarget.value);
          }}
        />
        <NativeSelect
          label={words("settings.color")}
          value={color}
          onChange={(event) =>
            setColor(tagColor.options.find((one) => one === event.currentTarget.value) ?? "grey")
          }
          data={tagColor.options.map((one) => ({ value: one, label: words(`settings.colors.${one}`) }))}
        />
        <span>
          <TagChips
            tags={[{ id: "preview", name: name.trim() || words("settings.tagName"), color }]}
            isWhole
          />
        </span>
        {save.isError && !isTaken && <ErrorNote error={save.error} />}
        <FormEnd isPending={save.isPending} isSaved={false} disabled={name.trim() === ""} />
      </form>
    </Dialog>
  );
}
