/** An ISO 4217 code in capitals, as Meta bills the account: "USD", "EUR". */
export type Currency = string;

/** An amount of money as a whole number of millionths of the currency's unit: 0.02 is 20,000. */
export type Millionths = number;

const perUnit = 1_000_000;

/** Writes an amount as the API shows it: a decimal string with six places, "0.020000". */
export function formatMillionths(amount: Millionths): string {
  const digits = Math.abs(amount).toString().padStart(7, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** Reads a decimal string with up to six places; null when it is no such amount. Never goes through a float. */
export function parseMillionths(text: string): Millionths | null {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null) {
    return null;
  }
  const [, sign = "", units = "", fraction = ""] = match;
  const amount = Number(units) * perUnit + Number(fraction.padEnd(6, "0"));
  return sign === "-" && amount !== 0 ? -amount : amount;
}
