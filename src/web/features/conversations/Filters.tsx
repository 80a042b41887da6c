import { NativeSelect } from "@mantine/core";
import { useChannels } from "../../api/use-channels.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./Conversations.module.css";
import type { ConversationFilters } from "./use-all-conversations.ts";

/** What the list is cut to; absent: everything. */
export type Choice = Omit<ConversationFilters, "from" | "to">;
type Props = { choice: Choice; onChoose: (choice: Choice) => void };

const categories = ["service", "utility", "marketing", "authentication", "referral_conversion"];
const startedBy = ["customer", "business"] as const;
const states = ["confirmed", "provisional", "undelivered"] as const;

/** Cuts the list by who started, category, number and how sure it is. */
export function Filters({ choice, onChoose }: Props) {
  const words = useWords();
  const numbers = useChannels().filter(({ kind }) => kind === "whatsapp");
  const all = { value: "", label: words("record.everything") };
  const pick = <Value extends string>(values: readonly Value[], value: string): Value | undefined =>
    values.find((one) => one === value);
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={words("record.startedBy")}
        value={choice.startedBy ?? ""}
        onChange={(event) => onChoose({ ...choice, startedBy: pick(startedBy, event.currentTarget.value) })}
        data={[
          all,
          { value: "customer", label: words("record.byCustomer") },
          { value: "business", label: words("record.byBusiness") },
        ]}
      />
      <NativeSelect
        label={words("record.category")}
        value={choice.category ?? ""}
        onChange={(event) => onChoose({ ...choice, category: event.currentTarget.value || undefined })}
        data={[all, ...categories.map((value) => ({ value, label: categoryWord(value, words) }))]}
      />
      <NativeSelect
        label={words("record.state")}
        value={choice.state ?? ""}
        onChange={(event) => onChoose({ ...choice, state: pick(states, event.currentTarget.value) })}
        data={[all, ...states.map((value) => ({ value, label: words(`record.${value}`) }))]}
      />
      {numbers.length > 1 && (
        <NativeSelect
          label={words("record.number")}
          value={choice.channelId ?? ""}
          onChange={(event) => onChoose({ ...choice, channelId: event.currentTarget.value || undefined })}
          data={[all, ...numbers.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
    </div>
  );
}
