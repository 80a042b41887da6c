/**
 * The moment from which a sender no longer waits for its answer. One for every webhook: an AbortSignal would do, at ten
 * times the price.
 */
export class Deadline {
  #isOver = false;
  #listener: (() => void) | null = null;

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Called once when it is over; the last listener alone. */
  onEnd(listener: () => void): void {
    this.#listener = listener;
  }

  /** Ends the waiting. */
  end(): void {
    this.#isOver = true;
    this.#listener?.();
    this.#listener = null;
  }
}
