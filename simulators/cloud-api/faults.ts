import { z } from "zod";

/** Kinds of failure that can be ordered; README.md says what each does. */
export const faultKinds = [
  "refuse",
  "reset",
  "refuse-connection",
  "server-error",
  "slow-answer",
  "lost-answer",
  "fail-status",
  "hold",
  "status-before-answer",
  "read-without-delivered",
  "drop-status",
  "duplicate",
  "reorder",
  "batch",
  "late-webhook",
  "lost-webhook-answer",
  "bad-signature",
  "media-missing",
  "media-truncated",
  "media-wrong-hash",
  "media-slow",
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What a fault is compared with; every named member must fit, `text` by containing it. */
export const faultMatchSchema = z.strictObject({
  to: z.string().optional(),
  phoneNumberId: z.string().optional(),
  type: z.string().optional(),
  text: z.string().optional(),
  template: z.string().optional(),
  callbackData: z.string().optional(),
  messageId: z.string().optional(),
  status: z.string().optional(),
  field: z.string().optional(),
  webhook: z.enum(["message", "status", "other"]).optional(),
});

export type FaultSubject = z.infer<typeof faultMatchSchema>;

/** The order for a fault, as `POST /control/faults` takes it. */
export const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  /** Meta's code for refuse and fail-status; HTTP status for server-error. */
  code: z.number().int().optional(),
  /** How often it happens; null: until it is removed. */
  times: z.number().int().min(1).nullable().default(1),
  match: faultMatchSchema.default({}),
  /** For slow and late kinds and refuse-connection: real ms. */
  delayMs: z.number().int().min(0).max(600_000).optional(),
  /** For batch: updates in one POST. For duplicate: how many copies in all. */
  size: z.number().int().min(2).max(1_000).optional(),
  /** For server-error: whether the message was taken all the same. */
  processed: z.boolean().default(false),
  details: z.string().optional(),
});

export type FaultOrder = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & { id: string };

/** The faults that wait to happen. */
export type FaultPlan = {
  add(order: FaultOrder): Fault;
  /** Takes the oldest fault of the kind that fits the subject and counts it down. */
  take(kind: FaultKind, subject: FaultSubject): Fault | null;
  list(): Fault[];
  remove(id: string): boolean;
  clear(): void;
};

/** Makes an empty plan. */
export function createFaultPlan(): FaultPlan {
  let faults: Fault[] = [];
  let count = 0;
  return {
    add(order) {
      count += 1;
      const fault = { ...faultSchema.parse(order), id: `fault-${count}` };
      faults.push(fault);
      return fault;
    },
    take(kind, subject) {
      const fault = faults.find((candidate) => candidate.kind === kind && fits(candidate.match, subject));
      if (!fault) {
        return null;
      }
      if (fault.times !== null) {
        fault.times -= 1;
        faults = faults.filter((candidate) => candidate.times !== 0);
      }
      return fault;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    remove(id) {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    clear() {
      faults = [];
    },
  };
}

function fits(match: FaultSubject, subject: FaultSubject): boolean {
  const { text, ...exact } = match;
  const equal = Object.entries(exact).every(
    ([name, value]) => value === undefined || new Map(Object.entries(subject)).get(name) === value,
  );
  return equal && (text === undefined || (subject.text ?? "").includes(text));
}
