import type { Clock } from "../../simulators/clock.ts";
import type { ApiClient } from "./api-client.ts";
import { drawBeach } from "./draw-beach.ts";
import { autoReply, history, people, type Step } from "./history.ts";
import { hotel } from "./hotel.ts";
import { hotelInstant } from "./hotel-instant.ts";
import type { Outside } from "./start-outside.ts";

/** What the past is lived with: everything goes the way of the present, only the clock is moved. */
export type Stage = {
  /** The owner, and the colleague who answers most. */
  api: ApiClient;
  agent: ApiClient;
  outside: Outside;
  clock: Clock;
  /** Resolves when nothing is on its way any more, on our side and outside. */
  settle(): Promise<void>;
  whatsappChannelId: string;
  restaurantChannelId: string;
  emailChannelId: string;
  progress(done: number, all: number): void;
  /** How the team arranges its inbox, the day before. */
  arrange(threads: ReadonlyMap<Person, string>): Promise<void>;
};

const arrangedBeforeMs = 20 * 3_600_000;

/** One of the hotel's customers. */
export type Person = keyof typeof people;

/** Lives through the hotel's past week and comes back to real time. */
export async function liveThePast(stage: Stage): Promise<void> {
  const startedAt = Date.now();
  const steps = history.map((step) => ({ step, at: instantOf(step, startedAt) })).sort((a, b) => a.at - b.at);
  const threads = new Map<Person, string>();
  const mails = new Map<Person, string>();
  await stage.api.put("/settings/auto-reply", autoReply);
  await addPeople(stage, threads);
  const arrangedAt = startedAt - arrangedBeforeMs;
  const firstAfter = steps.findIndex(({ at }) => at > arrangedAt);
  for (const [index, { step, at }] of steps.entries()) {
    if (index === firstAfter) {
      stage.clock.set(Math.max(arrangedAt, stage.clock.now()));
      await stage.arrange(threads);
    }
    if (at > stage.clock.now()) {
      stage.clock.set(at);
    }
    await live(stage, step, { threads, mails });
    await stage.settle();
    stage.progress(index + 1, steps.length);
  }
  stage.clock.set(Date.now());
}

async function addPeople(stage: Stage, threads: Map<Person, string>): Promise<void> {
  for (const [key, person] of Object.entries(people) as [Person, (typeof people)[Person]][]) {
    if (person.waId !== null) {
      const name = "nameOnPhone" in person ? person.nameOnPhone : person.name;
      stage.outside.cloudApi.addCustomer({ waId: person.waId, name });
    }
    const { threadId } = await stage.api.post<{ threadId: string }>("/customers", {
      name: person.name,
      language: person.language,
      ...(person.waId === null ? {} : { phone: `+${person.waId}` }),
      ...(person.email === null ? {} : { email: person.email }),
    });
    threads.set(key, threadId);
  }
}

type Memory = { threads: ReadonlyMap<Person, string>; mails: Map<Person, string> };

async function live(stage: Stage, step: Step, memory: Memory): Promise<void> {
  const person = people[step.who];
  const { cloudApi, mail } = stage.outside;
  const threadId = memory.threads.get(step.who) ?? "";
  const send = async (body: object) => {
    const writer = step.who === "maria" || step.who === "ines" ? stage.api : stage.agent;
    await writer.post(`/threads/${threadId}/read`, {});
    await writer.post(`/threads/${threadId}/messages`, { clientId: crypto.randomUUID(), ...body });
  };
  switch (step.does) {
    case "write": {
      const phoneNumberId = step.toRestaurant === true ? hotel.phoneNumberId2 : hotel.phoneNumberId;
      cloudApi.writeAsCustomer(person.waId ?? "", { type: "text", text: { body: step.text }, phoneNumberId });
      return;
    }
    case "send-picture":
      cloudApi.writeAsCustomer(person.waId ?? "", {
        type: "image",
        image: { base64: drawBeach().toString("base64"), mime_type: "image/png", caption: step.text },
        phoneNumberId: hotel.phoneNumberId,
      });
      return;
    case "tap":
      cloudApi.writeAsCustomer(person.waId ?? "", {
        type: "button",
        button: { text: step.button, payload: step.button },
        phoneNumberId: hotel.phoneNumberId,
      });
      return;
    case "read":
      return await cloudApi.openThread(person.waId ?? "", hotel.phoneNumberId);
    case "mail":
      await mail.deliver({
        from: `${person.name} <${person.email ?? ""}>`,
        subject: step.subject,
        text: step.text,
      });
      return;
    case "get-text": {
      const restaurant = step.who === "carmen";
      const channelId = restaurant ? stage.restaurantChannelId : stage.whatsappChannelId;
      await send({ kind: "text", channelId, text: step.text });
      return;
    }
    case "get-template": {
      const { name, language, fields, fails } = step;
      if (fails !== undefined) {
        cloudApi.addFault({
          kind: "fail-status",
          code: fails,
          times: 1,
          match: { to: person.waId ?? "" },
          processed: false,
        });
      }
      await send({
        kind: "template",
        channelId: stage.whatsappChannelId,
        template: { name, language, fields },
      });
      return;
    }
    case "get-mail":
      await send({ kind: "email", channelId: stage.emailChannelId, subject: step.subject, text: step.text });
      return;
    case "get-note":
      await send({ kind: "note", text: step.text });
      return;
    case "lose-number": {
      const { addresses } = await stage.agent.get<{ addresses: { id: string; kind: string }[] }>(
        `/threads/${threadId}`,
      );
      const number = addresses.find(({ kind }) => kind === "phone");
      await stage.agent.remove(`/addresses/${number?.id ?? ""}`);
      return;
    }
    default:
      step satisfies never;
  }
}

function instantOf(step: Step, now: number): number {
  return "minutesAgo" in step.at
    ? now - step.at.minutesAgo * 60_000
    : hotelInstant(now, { daysAgo: step.at.daysAgo, time: step.at.time, timeZone: hotel.timeZone });
}
