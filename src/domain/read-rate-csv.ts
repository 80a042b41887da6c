import { readCategory } from "./category.ts";
import type { Category } from "./conversation.ts";
import { type CsvLine, csvDelimiter, readCsv } from "./csv.ts";
import { isKnownMarket, type Market } from "./market.ts";
import { type Currency, type Millionths, parseMillionths } from "./money.ts";
import type { RateCard, Tier } from "./rate-cards.ts";

/** A card as a file has it, without the id that it gets when it is imported. */
export type CardDraft = Omit<RateCard, "id" | "assumed">;

/** What is wrong, or odd, in a line of the file; line 0 is the file itself. */
export type CsvProblem = { readonly line: number; readonly code: CsvProblemCode; readonly detail: string };

/** Problems that stop an import, and below the oddities that only want to be seen. */
export type CsvProblemCode =
  | "column-missing"
  | "no-rows"
  | "too-many-rows"
  | "currency-wrong"
  | "date-wrong"
  | "market-missing"
  | "category-unknown"
  | "rate-wrong"
  | "source-missing"
  | "tier-wrong"
  | "tiers-apart"
  | "no-tiers-here"
  | "twice"
  | CsvOddity;
type CsvOddity = "market-unknown" | "date-unusual";

/** What a file of rates says. No problem but oddities: its cards may be imported. */
export type RateCsv = { readonly cards: readonly CardDraft[]; readonly problems: readonly CsvProblem[] };

/** More rows than Meta has cells: such a file is another one. */
export const mostRateRows = 5_000;

/** The columns of a file of rates (§1.10); `tier_from` and `tier_to` may be left out. */
export const rateColumns = [
  "currency",
  "effective_from",
  "market",
  "category",
  "rate",
  "tier_from",
  "tier_to",
  "source",
] as const;
type Column = (typeof rateColumns)[number];
const neededColumns: readonly Column[] = [
  "currency",
  "effective_from",
  "market",
  "category",
  "rate",
  "source",
];

/** Whether a problem only wants to be seen. */
export function isOddity({ code }: Pick<CsvProblem, "code">): boolean {
  return code === "market-unknown" || code === "date-unusual";
}

/** Reads a file of rates: one card for each currency and date in it. Conversation rates are those before 2025-07-01. */
export function readRateCsv(text: string): RateCsv {
  const [head, ...lines] = readCsv(text);
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = neededColumns.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return { cards: [], problems: missing.map((detail) => ({ line: 1, code: "column-missing", detail })) };
  }
  if (lines.length === 0 || lines.length > mostRateRows) {
    const code = lines.length === 0 ? "no-rows" : "too-many-rows";
    return { cards: [], problems: [{ line: 0, code, detail: String(lines.length) }] };
  }
  const problems: CsvProblem[] = [];
  const hasDecimalCommas = csvDelimiter(text) === ";";
  const rows = lines.flatMap((line) => readRow(line, { names, hasDecimalCommas, problems }));
  const cards = [...Map.groupBy(rows, ({ currency, date }) => `${currency} ${date}`).values()];
  return { cards: cards.map((own) => cardOf(own, problems)), problems: problems.toSorted(byLine) };
}

type Row = {
  line: number;
  currency: Currency;
  date: string;
  market: Market;
  category: Category;
  rate: Millionths | null;
  tier: { from: number; to: number | null } | null;
  source: string;
};

type Table = { names: readonly string[]; hasDecimalCommas: boolean; problems: CsvProblem[] };

function readRow({ line, cells }: CsvLine, { names, hasDecimalCommas, problems }: Table): Row[] {
  const cell = (name: Column): string => (cells[names.indexOf(name)] ?? "").trim();
  const own: CsvProblem[] = [];
  const note = (code: CsvProblemCode, detail: string): void => void own.push({ line, code, detail });
  const currency = cell("currency");
  if (!/^[A-Z]{3}$/.test(currency)) {
    note("currency-wrong", currency);
  }
  const date = cell("effective_from");
  if (!isDate(date)) {
    note("date-wrong", date);
  } else if (!/-(?:01|04|07|10)-01$/.test(date)) {
    note("date-unusual", date);
  }
  const market = cell("market").replace(/[+*]$/, "").trim();
  if (market === "" || market.length > 100) {
    note("market-missing", market.slice(0, 100));
  } else if (!isKnownMarket(market)) {
    note("market-unknown", market);
  }
  const category = readCategory(cell("category"));
  if (category === null) {
    note("category-unknown", cell("category"));
  }
  const rate = readRate(hasDecimalCommas ? cell("rate").replace(",", ".") : cell("rate"));
  if (rate === undefined) {
    note("rate-wrong", cell("rate"));
  }
  const source = cell("source").slice(0, 500);
  if (source === "") {
    note("source-missing", "");
  }
  const tier = readTier(cell("tier_from"), cell("tier_to"));
  if (tier === undefined) {
    note("tier-wrong", `${cell("tier_from")}:${cell("tier_to")}`);
  } else if (tier !== null && category !== "utility" && category !== "authentication" && !isWhole(tier)) {
    note("no-tiers-here", cell("category"));
  }
  problems.push(...own);
  const isWrong = own.some((problem) => !isOddity(problem));
  if (isWrong || category === null || rate === undefined || tier === undefined) {
    return [];
  }
  return [{ line, currency, date, market, category, rate, tier: isWhole(tier) ? null : tier, source }];
}

/** Undefined: no rate at all; null: the file says that nobody knows it. */
function readRate(text: string): Millionths | null | undefined {
  if (text === "" || text.toLowerCase() === "n/a") {
    return null;
  }
  const rate = parseMillionths(text);
  return rate === null || rate < 0 ? undefined : rate;
}

/** Null: one rate for all. Meta writes the first tier from 0 and the last one to MAX. */
function readTier(from: string, to: string): Row["tier"] | undefined {
  const hasEnd = to !== "" && to.toUpperCase() !== "MAX";
  if (!/^\d{0,12}$/.test(from) || (hasEnd && !/^\d{1,12}$/.test(to))) {
    return undefined;
  }
  const first = Math.max(1, Number(from));
  const last = hasEnd ? Number(to) : null;
  return last !== null && last < first ? undefined : { from: first, to: last };
}

function isWhole(tier: Row["tier"]): boolean {
  return tier === null || (tier.from === 1 && tier.to === null);
}

function cardOf(rows: readonly Row[], problems: CsvProblem[]): CardDraft {
  const [first] = rows;
  const rates: Record<Market, Partial<Record<Category, Millionths | null>>> = {};
  const tiers: Record<Market, Partial<Record<Category, readonly Tier[]>>> = {};
  for (const cells of Map.groupBy(rows, ({ market, category }) => `${market}\n${category}`).values()) {
    const [lowest] = cells.toSorted((a, b) => (a.tier?.from ?? 1) - (b.tier?.from ?? 1));
    if (lowest === undefined) {
      continue;
    }
    const { market, category, rate } = lowest;
    rates[market] = { ...rates[market], [category]: rate };
    const own = tiersOf(cells, problems);
    if (own.length > 0) {
      tiers[market] = { ...tiers[market], [category]: own };
    }
  }
  const date = first?.date ?? "";
  return {
    currency: first?.currency ?? "",
    effectiveFrom: date,
    unit: date < "2025-07-01" ? "conversation" : "message",
    source: [...new Set(rows.map(({ source }) => source))].join("; ").slice(0, 500),
    rates,
    ...(Object.keys(tiers).length === 0 ? {} : { tiers }),
  };
}

/** The tiers of one cell: from the first message on without a gap, the last without an end. */
function tiersOf(cells: readonly Row[], problems: CsvProblem[]): Tier[] {
  const sorted = cells.toSorted((a, b) => (a.tier?.from ?? 1) - (b.tier?.from ?? 1));
  let next: number | null = 1;
  for (const { line, tier, market, category } of sorted) {
    const { from, to } = tier ?? { from: 1, to: null };
    if (from !== next) {
      const code = next === null || from < next ? "twice" : "tiers-apart";
      problems.push({ line, code, detail: `${market} ${category}` });
      return [];
    }
    next = to === null ? null : to + 1;
  }
  const last = sorted.at(-1);
  if (next !== null && last !== undefined) {
    problems.push({ line: last.line, code: "tiers-apart", detail: `${last.market} ${last.category}` });
    return [];
  }
  return sorted.length === 1 ? [] : sorted.map(({ tier, rate }) => ({ from: 1, to: null, ...tier, rate }));
}

function isDate(text: string): boolean {
  const at = /^20\d{2}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function byLine(a: CsvProblem, b: CsvProblem): number {
  return a.line - b.line;
}
