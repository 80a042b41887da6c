import { NativeSelect } from "@mantine/core";
import { ApiError } from "../../../api/api-error.ts";
import { useLanguage, useWords, type Words } from "../../../ui/use-words.ts";
import { currencyChoices } from "../countries.ts";

type Props = { value: string; error: unknown; onChange: (currency: string) => void };

/** In which currency WhatsApp bills the account of a number; why it stays as it is, when it was refused. */
export function CurrencyField({ value, error, onChange }: Props) {
  const words = useWords();
  const language = useLanguage();
  return (
    <NativeSelect
      label={words("settings.accountCurrency")}
      description={words("settings.accountCurrencyHint")}
      data={currencyChoices(language, value)}
      value={value}
      error={refusalText(error, words)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Whether an answer refuses the currency. */
export function isCurrencyRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "CURRENCY_FIXED";
}

function refusalText(error: unknown, words: Words): string | undefined {
  if (!isCurrencyRefusal(error)) {
    return undefined;
  }
  const { because, currency } = error.details;
  return words(`settings.currencyRefused.${because === "told" ? "told" : "charged"}`, {
    currency: String(currency),
  });
}
