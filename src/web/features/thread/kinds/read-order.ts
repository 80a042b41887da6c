import { nodeAt, nodesAt, numberAt, textAt } from "./read-payload.ts";

/** One line of an order; null is what the customer's phone did not tell. */
export type OrderLine = {
  key: string;
  product: string | null;
  quantity: number;
  price: number | null;
  currency: string | null;
};

/** What somebody ordered from the catalogue: lines, and a sum for each currency in which all prices are known. */
export type Order = { lines: OrderLine[]; sums: { currency: string; amount: number }[] };

/** Reads an order in Meta's shape; numbers may be texts. A line without a number of pieces is one piece. */
export function readOrder(payload: unknown): Order {
  const lines = nodesAt(nodeAt(payload, "order"), "product_items").map((item, index) => ({
    key: `${index} ${textAt(item, "product_retailer_id") ?? ""}`,
    product: textAt(item, "product_retailer_id"),
    quantity: numberAt(item, "quantity") ?? 1,
    price: numberAt(item, "item_price"),
    currency: currencyOf(textAt(item, "currency")),
  }));
  return { lines, sums: sumsOf(lines) };
}

function sumsOf(lines: readonly OrderLine[]): Order["sums"] {
  const sums = new Map<string, number>();
  for (const { quantity, price, currency } of lines) {
    if (price !== null && currency !== null) {
      sums.set(currency, (sums.get(currency) ?? 0) + Math.round(quantity * price * 10_000));
    }
  }
  return [...sums].map(([currency, tenThousandths]) => ({ currency, amount: tenThousandths / 10_000 }));
}

/** Only what a browser can write as money; anything else would throw there. */
function currencyOf(code: string | null): string | null {
  return code !== null && /^[A-Z]{3}$/.test(code) ? code : null;
}
