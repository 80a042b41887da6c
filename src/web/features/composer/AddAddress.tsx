import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { ApiError } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./AddAddress.module.css";

/** Adds the address that the chosen channel needs (C4); one that belongs to another customer leads to them. */
export function AddAddress({ thread, kind }: { thread: ThreadDetail; kind: "email" | "phone" }) {
  const words = useWords();
  const queryClient = useQueryClient();
  const [value, setValue] = useState("");
  const add = useMutation({
    mutationFn: () => {
      const body = kind === "email" ? { email: value.trim() } : { phone: value.trim() };
      return callRoute("addAddress", { params: { id: thread.customer.id }, body });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.thread(thread.id) }),
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  const otherThreadId = add.error instanceof ApiError ? add.error.details.threadId : undefined;
  return (
    <form className={classes.form} onSubmit={handleSubmit}>
      <p className={classes.title}>
        {words(kind === "email" ? "composer.noEmailTitle" : "composer.noPhoneTitle")}
      </p>
      <p className={classes.text}>{words(kind === "email" ? "composer.noEmail" : "composer.noPhone")}</p>
      <div className={classes.row}>
        <TextInput
          className={classes.input}
          label={words(kind === "email" ? "composer.addAddressEmail" : "composer.addAddressPhone")}
          description={kind === "phone" ? words("customer.phoneHint") : undefined}
          type={kind === "email" ? "email" : "tel"}
          autoComplete="off"
          required
          withAsterisk={false}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending}>
          {words("composer.addAddressSubmit")}
        </Button>
      </div>
      {add.isError && <ErrorNote error={add.error} />}
      {typeof otherThreadId === "string" && (
        <Link to="/inbox/$threadId" params={{ threadId: otherThreadId }} search={{}}>
          {words("customer.openThread")}
        </Link>
      )}
    </form>
  );
}
