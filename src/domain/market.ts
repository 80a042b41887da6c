/** A row of Meta's rate cards, by Meta's own name ("Spain", "Rest of Latin America"). */
export type Market = string;

/** The market of a phone on a local date ("YYYY-MM-DD"), by the longest prefix; null when it is no phone. */
export declare function marketOf(digits: string, date: string): Market | null;

/** The market of a BSUID by its two letters. Assumed: Meta does not say that they follow the calling code. */
export declare function marketOfBsuid(
  bsuid: string,
  date: string,
): { readonly market: Market; readonly assumed: true } | null;
