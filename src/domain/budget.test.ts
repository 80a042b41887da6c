import { expect, it } from "vitest";
import { budgetState } from "./budget.ts";

it.each([
  [0, 100, "within"],
  [79_999_999, 100_000_000, "within"],
  [80_000_000, 100_000_000, "near"],
  [99_999_999, 100_000_000, "near"],
  [100_000_000, 100_000_000, "over"],
  [200_000_000, 100_000_000, "over"],
  [0, 0, "over"],
] as const)("%i of a budget of %i is %s", (spent, budget, state) => {
  expect(budgetState(spent, budget)).toBe(state);
});
