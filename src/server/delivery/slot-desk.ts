/** Draws slots anew for messages that missed theirs: those of one number that ask while a draw runs share the next one. */
export type SlotDesk<Attempt> = { redraw(attempt: Attempt): Promise<number> };

type Waiting = { resolve(slotAt: number): void; reject(error: unknown): void };

/** `draw` takes so many slots of the number of an attempt. */
export function createSlotDesk<Attempt>(options: {
  numberOf(attempt: Attempt): string;
  draw(attempt: Attempt, count: number): Promise<number[]>;
}): SlotDesk<Attempt> {
  const desks = new Map<string, Waiting[]>();

  async function serve(number: string, attempt: Attempt): Promise<void> {
    for (let asking = desks.get(number) ?? []; asking.length > 0; asking = desks.get(number) ?? []) {
      desks.set(number, []);
      try {
        const slots = await options.draw(attempt, asking.length);
        for (const [index, { resolve }] of asking.entries()) {
          resolve(slots[index] ?? Number.POSITIVE_INFINITY);
        }
      } catch (error) {
        for (const { reject } of asking) {
          reject(error);
        }
      }
    }
    desks.delete(number);
  }

  return {
    redraw(attempt) {
      const number = options.numberOf(attempt);
      return new Promise((resolve, reject) => {
        const asking = desks.get(number);
        if (asking !== undefined) {
          asking.push({ resolve, reject });
          return;
        }
        desks.set(number, [{ resolve, reject }]);
        queueMicrotask(() => void serve(number, attempt));
      });
    },
  };
}
