import { hourMs, minuteMs, secondMs } from "#domain/time.ts";
import type { Clocked } from "./clocks.ts";
import type { Random } from "./random.ts";
import type { Answer, Deed, Fate, Step } from "./steps.ts";

/** What people, Meta and machines do together in a short time; one of many, by chance. */
export function phrases(random: Random): Step[] {
  const make = random.pick(weighted);
  return make(random);
}

type Phrase = (random: Random) => Step[];

const deeds: readonly Deed[] = [
  ...([
    "text",
    "text",
    "text",
    "media",
    "unsupported",
    "reaction",
    "reaction-removed",
    "call",
    "edit",
  ] as const),
];
const fates: readonly Fate[] = [
  ["sent", "delivered"],
  ["sent", "delivered", "read"],
  ["sent"],
  ["read"],
  [],
  ["sent", { failed: "131026" }],
  ["sent", { failed: "131047" }],
  [{ failed: "131000" }],
  [{ failed: "131026" }, "delivered"],
];
const refusals = ["131047", "131000", "130429", "131056", "131026"];
const pauses = [
  1,
  secondMs,
  5 * secondMs,
  45 * secondMs,
  61 * secondMs,
  6 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
];
const longPauses = [hourMs, 11 * hourMs, 12 * hourMs, 13 * hourMs, 24 * hourMs, 25 * hourMs];
const ages = [
  0,
  0,
  0,
  0,
  secondMs,
  10 * minuteMs,
  11 * minuteMs,
  23 * hourMs,
  25 * hourMs,
  8 * 24 * hourMs,
  -10 * minuteMs,
];

const write: Phrase = (random) => [
  {
    do: "write",
    customer: random.below(4),
    channel: random.below(2),
    deed: random.pick(deeds),
    text: random.chance(0.05) ? "BAJA" : "¿Hay parking?",
    ageMs: random.pick(ages),
  },
];

const deliver: Phrase = (random) => [
  {
    do: "deliver",
    picks: Array.from({ length: 1 + random.below(4) }, () => random.below(8)),
    again: random.chance(0.15) ? random.below(20) : null,
    twice: random.chance(0.1),
    end: random.chance(0.85) ? "answered" : random.pick(["answer-lost", "crashed"]),
  },
];

const submit: Phrase = (random) => {
  const whom = { customer: random.below(4), channel: random.below(2) };
  return random.chance(0.3)
    ? [{ do: "submit-template", ...whom, category: random.pick(["utility", "marketing"]) }]
    : [{ do: "submit", ...whom, kind: random.pick(["text", "text", "text", "text", "email", "note"]) }];
};

const answer = (random: Random): Answer =>
  random.chance(0.6)
    ? { kind: "accepted" }
    : random.pick<Answer>([
        { kind: "held" },
        { kind: "lost-after-arrival" },
        { kind: "lost-before-arrival" },
        { kind: "no-connection" },
        { kind: "refused", code: random.pick(refusals) },
      ]);

function call(random: Random, worker: number): Step {
  return {
    do: "call",
    worker,
    answer: answer(random),
    fate: random.pick(fates),
    hidesAttempt: random.chance(0.25),
  };
}

/** A worker takes, calls and tells; now and then it dies in between. */
const work: Phrase = (random) => {
  const worker = random.below(3);
  const steps: Step[] = [{ do: "claim", worker }, call(random, worker), { do: "store-receipts", worker }];
  if (random.chance(0.15)) {
    steps.splice(1 + random.below(2), 0, { do: "crash", worker });
  }
  return steps;
};

const pause: Phrase = (random) => [
  { do: "wait", ms: random.chance(0.75) ? random.pick(pauses) : random.pick(longPauses) },
];

/** Somebody asks, somebody answers, it goes out. */
const talk: Phrase = (random) => {
  const [first] = write(random);
  const whom =
    first?.do === "write"
      ? { customer: first.customer, channel: first.channel }
      : { customer: 0, channel: 0 };
  const asked: Step[] = first?.do === "write" ? [{ ...first, deed: "text", ageMs: 0 }] : [];
  return [
    ...asked,
    ...deliver(random),
    { do: "submit", ...whom, kind: "text" },
    ...work(random),
    ...deliver(random),
  ];
};

/** A text is written, taken or called in the last moment of its window. */
const closing: Phrase = (random) => {
  const whom = { customer: random.below(4), channel: random.below(2) };
  const worker = random.below(3);
  const wait: Step = { do: "wait-for-closing", ...whom, offsetMs: random.pick([-20_000, -1, 0, 0, 0, 1]) };
  const steps: Step[] = [
    { do: "submit", ...whom, kind: "text" },
    { do: "claim", worker },
    call(random, worker),
  ];
  steps.splice(
    random.below(3),
    0,
    { do: "wait-for-closing", ...whom, offsetMs: -15_000 },
    ...(random.chance(0.5) ? [wait] : []),
  );
  return random.chance(0.5) ? [wait, ...steps] : [...steps, { do: "store-receipts", worker }];
};

/** A worker stands still past its lease, or dies; others clean up, and it may wake. */
const stall: Phrase = (random) => {
  const worker = random.below(3);
  const other = (worker + 1) % 3;
  const wakes: Step[] = random.chance(0.3)
    ? [{ do: "crash", worker }]
    : [call(random, worker), { do: "store-receipts", worker }];
  return [
    ...submit(random),
    { do: "claim", worker },
    ...(random.chance(0.5) ? [call(random, worker)] : []),
    ...(random.chance(0.3) ? deliver(random) : []),
    { do: "wait", ms: random.pick([35 * secondMs, 61 * secondMs]) },
    { do: "sweep" },
    ...(random.chance(0.5) ? [{ do: "claim", worker: other } as const, call(random, other)] : []),
    ...wakes,
  ];
};

/** Many messages at once, and all workers after them. */
const rush: Phrase = (random) => [
  ...Array.from({ length: 4 }, (_, customer): Step => {
    return { do: "submit-template", customer, channel: 0, category: random.pick(["utility", "marketing"]) };
  }),
  ...[0, 1, 2].map((worker): Step => ({ do: "claim", worker })),
  ...[0, 1, 2, 0, 1, 2].map((worker) => call(random, worker)),
  ...[0, 1, 2].map((worker): Step => ({ do: "store-receipts", worker })),
];

const mail: Phrase = (random) => [
  { do: "mail", customer: 1 + random.below(2), ageMs: random.pick(ages) },
  {
    do: "fetch-mail",
    most: 1 + random.below(3),
    rescan: random.chance(0.2),
    end: random.chance(0.8) ? "stored" : "crashed",
  },
];

const clock: Phrase = (random) => {
  const whose = random.pick<Clocked>(["web", "worker-0", "worker-1", "worker-2", "meta"]);
  return [{ do: "set-clock", whose, skewMs: random.pick([0, 0, -10 * minuteMs, 10 * minuteMs, 1_500]) }];
};

const tidy: Phrase = (random) => [random.pick<Step>([{ do: "sweep" }, { do: "end-overdue" }])];

const bad: Phrase = (random) => [
  { do: "bad-webhook", fault: random.pick(["unknown-channel", "sender-missing"]) },
  ...write(random),
  ...deliver(random),
];

const weighted: readonly Phrase[] = [
  ...[
    talk,
    talk,
    talk,
    talk,
    write,
    write,
    deliver,
    deliver,
    deliver,
    submit,
    submit,
    work,
    work,
    work,
    work,
  ],
  ...[pause, pause, pause, closing, closing, stall, stall, rush, mail, tidy, bad, clock],
];
