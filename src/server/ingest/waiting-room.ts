/** How many bodies may wait to be stored, and how many bytes of them. */
export type RoomSize = { bodies: number; bytes: number };

/** Shares of the room: all of it, and of one workspace half, so that one that floods refuses nobody else's. */
const shareOfOne = 0.5;

/** What waits to be stored stands in memory: this counts it, of all and of each workspace. */
export class WaitingRoom {
  readonly #most: RoomSize;
  readonly #all: RoomSize = { bodies: 0, bytes: 0 };
  readonly #own = new Map<string, RoomSize>();

  constructor(most: RoomSize) {
    this.#most = most;
  }

  /** Whether a body of the workspace, with so many bytes, finds no room. One larger than its share goes in alone. */
  isFull(workspaceId: string, bytes: number): boolean {
    const own = this.#own.get(workspaceId);
    return this.#isOver(this.#all, bytes, 1) || (own !== undefined && this.#isOver(own, bytes, shareOfOne));
  }

  /** Takes a body in; what comes back lets it go. */
  enter(workspaceId: string, bytes: number): () => void {
    const own = this.#own.get(workspaceId) ?? { bodies: 0, bytes: 0 };
    this.#own.set(workspaceId, own);
    for (const size of [this.#all, own]) {
      size.bodies += 1;
      size.bytes += bytes;
    }
    return () => {
      for (const size of [this.#all, own]) {
        size.bodies -= 1;
        size.bytes -= bytes;
      }
      if (own.bodies === 0) {
        this.#own.delete(workspaceId);
      }
    };
  }

  #isOver(size: RoomSize, bytes: number, share: number): boolean {
    return size.bodies >= this.#most.bodies * share || size.bytes + bytes > this.#most.bytes * share;
  }
}
