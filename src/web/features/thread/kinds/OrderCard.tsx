import { IconShoppingBag } from "@tabler/icons-react";
import { useLanguage, useWords } from "../../../ui/use-words.ts";
import classes from "./KindCard.module.css";
import { readOrder } from "./read-order.ts";

/** What the customer ordered from the catalogue, line by line with its sum. The prices are those of their phone. */
export function OrderCard({ payload }: { payload: unknown }) {
  const words = useWords();
  const language = useLanguage();
  const { lines, sums } = readOrder(payload);
  const money = (amount: number, currency: string) =>
    new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
  return (
    <div className={classes.card}>
      <span className={classes.head}>
        <IconShoppingBag size={18} aria-hidden="true" />
        {words("bubble.orderOf", { count: lines.length })}
      </span>
      <table className={classes.table}>
        <thead hidden>
          <tr>
            <th>{words("bubble.product")}</th>
            <th>{words("bubble.price")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, product, quantity, price, currency }) => (
            <tr key={key}>
              <td>
                {quantity} × {product ?? words("bubble.productNameless")}
              </td>
              <td>{price === null || currency === null ? "–" : money(price * quantity, currency)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums.map(({ currency, amount }) => (
            <tr key={currency}>
              <th scope="row">{words("bubble.total")}</th>
              <td>{money(amount, currency)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
