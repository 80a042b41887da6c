/** A price of ours ("0.020000" and its currency) as people read it, with the four decimals that rates have. */
export function formatAmount(amount: string, currency: string, language: string): string {
  const options: Intl.NumberFormatOptions = {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 4,
    maximumFractionDigits: 6,
  };
  return new Intl.NumberFormat(language, options).format(Number(amount));
}

/** Whether an amount is zero: free, which is something else than unknown. */
export function isFree(amount: string | null): boolean {
  return amount !== null && Number(amount) === 0;
}
