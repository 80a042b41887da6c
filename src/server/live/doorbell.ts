/** What changed, told to all processes: readers fetch the rest by sequence number, so a lost ring is harmless. */
export type Ring = {
  /**
   * `events`: the workspace's event log grew. `queue`: a message waits for delivery. `channels`: forget cached accounts.
   * `presence`: somebody looks at a thread or writes.
   */
  what: "events" | "queue" | "channels" | "presence";
  workspaceId: string;
  /** Only of `presence`, which is nowhere else: who does what with which thread. No spaces. */
  detail?: string;
};

/** Wakes the readers of every process. LISTEN/NOTIFY by default, NATS for many processes. */
export type Doorbell = {
  ring(rings: readonly Ring[]): void;
  /** Called for rings of all processes, this one included, and with `null` when some may have been lost: look everywhere. */
  onRing(listener: (ring: Ring | null) => void): () => void;
  /** Whether rings of other processes are heard now; while they are not, everybody lives on slow looks. */
  isConnected(): boolean;
  close(): Promise<void>;
};
