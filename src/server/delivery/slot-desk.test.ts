import { expect, it } from "vitest";
import { createSlotDesk } from "./slot-desk.ts";

function start() {
  const draws: { number: string; count: number; answer: PromiseWithResolvers<number[]> }[] = [];
  const desk = createSlotDesk<string>({
    numberOf: (attempt) => attempt.slice(0, 1),
    draw(attempt, count) {
      const answer = Promise.withResolvers<number[]>();
      draws.push({ number: attempt.slice(0, 1), count, answer });
      return answer.promise;
    },
  });
  return { desk, draws };
}

it("messages of one number that ask while a draw runs share the next one", async () => {
  const { desk, draws } = start();
  const first = desk.redraw("a1");
  await Promise.resolve();
  const others = [desk.redraw("a2"), desk.redraw("a3"), desk.redraw("b1")];
  await Promise.resolve();
  expect(draws.map(({ number, count }) => [number, count])).toEqual([
    ["a", 1],
    ["b", 1],
  ]);
  draws[0]?.answer.resolve([10]);
  draws[1]?.answer.resolve([40]);
  expect(await first).toBe(10);
  draws[2]?.answer.resolve([20, 30]);
  expect(await Promise.all(others)).toEqual([20, 30, 40]);
});

it("a draw that fails fails for those who asked for it, and the next one is made anew", async () => {
  const { desk, draws } = start();
  const asked = desk.redraw("a1");
  await Promise.resolve();
  draws[0]?.answer.reject(new Error("away"));
  await expect(asked).rejects.toThrow("away");
  const again = desk.redraw("a1");
  await Promise.resolve();
  draws[1]?.answer.resolve([5]);
  expect(await again).toBe(5);
});
