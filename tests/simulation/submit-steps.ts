import type { SubmittedFact, SubmittedTemplate } from "#server/record/facts.ts";
import { channels, idOf, mailbox } from "./hotel.ts";
import { windowOf } from "./oracle.ts";
import type { Step } from "./steps.ts";
import { BrokenPromise, type World } from "./world.ts";

type Message = {
  customer: number;
  channel: number;
  kind: "text" | "template" | "email" | "note";
  template: SubmittedTemplate | null;
};

/** An agent gives a text, a mail or a note; free text is refused outside the window, as on the screen. */
export async function submitMessage(
  world: World,
  { customer, channel, kind }: Extract<Step, { do: "submit" }>,
): Promise<void> {
  await submit(world, { customer, channel: kind === "email" ? mailbox : channel, kind, template: null });
}

/** An agent gives an approved template. */
export async function submitTemplate(
  world: World,
  { customer, channel, category }: Extract<Step, { do: "submit-template" }>,
): Promise<void> {
  const empty = { header: null, footer: null, buttons: [], components: [] };
  const template = { name: category, language: "es", category, body: "Aviso", ...empty };
  await submit(world, { customer, channel, kind: "template", template });
}

async function submit(world: World, message: Message): Promise<void> {
  const { customer, channel, kind, template } = message;
  const place = await world.store.findPlace(customer, channel);
  const at = world.clocks.of("web");
  if (place === null || (kind === "text" && !(await mayWrite(world, message, place.identityId)))) {
    return;
  }
  world.count += 1;
  const messageId = idOf("bbbbbbbb", world.count);
  const isNote = kind === "note";
  const fact: SubmittedFact = {
    type: "submitted",
    workspaceId: world.store.workspaceId,
    messageId,
    threadId: place.threadId,
    channelId: isNote ? null : (channels[channel]?.id ?? null),
    identityId: isNote ? null : place.identityId,
    clientId: messageId,
    clientFingerprint: "x",
    authorId: null,
    automatic: false,
    causeId: null,
    kind,
    text: kind === "template" ? null : "Sí, cubierto.",
    subject: kind === "email" ? "Hola" : null,
    template,
    answersId: null,
    at,
  };
  await world.store.submit(fact);
  const category = template?.category ?? "service";
  world.history.submit({ id: messageId, customer, channel, kind, category, isAutomatic: false, at });
}

/** The verdict of the product, which must be the oracle's (P5). */
async function mayWrite(world: World, { customer, channel }: Message, identityId: string): Promise<boolean> {
  const { store, rules, history } = world;
  const now = world.clocks.of("web");
  const isAllowed = rules.mayWrite(await store.findWindow(channels[channel]?.id ?? "", identityId), now);
  const { closesAt, isRefused } = windowOf(history, customer, channel);
  const isOpen = now < closesAt && !isRefused;
  if (isAllowed !== isOpen && world.hasFixedPeople) {
    const said = `${isAllowed ? "allowed" : "refused"} at ${now}, window until ${closesAt}${isRefused ? ", refused" : ""}`;
    throw new BrokenPromise(
      "I5 free text only inside the window",
      `customer ${customer}, channel ${channel}: ${said}`,
    );
  }
  return isAllowed;
}
