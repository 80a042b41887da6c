import type { Millionths } from "./money.ts";

/** How the month stands against its budget: `near` from 80 % on, `over` from 100 % on. */
export type BudgetState = "within" | "near" | "over";

const nearPercent = 80;

/** Judges what was spent, confirmed and estimated together, without rounding. */
export function budgetState(spent: Millionths, budget: Millionths): BudgetState {
  if (spent >= budget) {
    return "over";
  }
  return spent * 100 >= budget * nearPercent ? "near" : "within";
}
