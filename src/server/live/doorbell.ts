/** What changed, told to all processes: readers fetch the rest by sequence number, so a lost ring is harmless. */
export type Ring = {
  /** `events`: the workspace's event log grew. `queue`: a message waits for delivery. `channels`: forget cached accounts. */
  what: "events" | "queue" | "channels";
  workspaceId: string;
};

/** Wakes the readers of every process. LISTEN/NOTIFY by default, NATS for many processes. */
export type Doorbell = {
  ring(rings: readonly Ring[]): void;
  /** Called for rings of all processes, this one included, and once (`null`) after a reconnect: then look everywhere. */
  onRing(listener: (ring: Ring | null) => void): () => void;
  close(): Promise<void>;
};
