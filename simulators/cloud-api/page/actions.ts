import { calls } from "./calls.ts";
import type { Message } from "./model.ts";
import type { Pane, View } from "./view.ts";
import { chosenCustomer, rememberSelection, simulatedNow } from "./view.ts";

/** What a person can do on the page. Each action changes the view or calls the simulator, which tells us back. */
export type Actions = ReturnType<typeof createActions>;

/** Makes the actions of a view. */
export function createActions(view: View, tools: { redraw: () => void; refresh: () => Promise<void> }) {
  const { redraw, refresh } = tools;
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      view.problem = null;
    } catch (error) {
      view.problem = error instanceof Error ? error.message : String(error);
    }
    redraw();
  };
  const send = (message: Record<string, unknown>) =>
    attempt(async () => {
      const customer = chosenCustomer(view);
      if (customer) {
        const context = view.replyTo ? { context: { id: view.replyTo.id } } : {};
        view.replyTo = null;
        await calls.sendMessage(customer.id, { phoneNumberId: view.phoneNumberId, ...context, ...message });
      }
    });
  return {
    showPane(pane: Pane) {
      view.pane = pane;
      redraw();
    },
    chooseCustomer(key: string) {
      Object.assign(view, { customerKey: key, thread: null, replyTo: null, openMenu: null, pane: "chat" });
      rememberSelection(view);
      return refresh();
    },
    chooseNumber(id: string) {
      Object.assign(view, { phoneNumberId: id, thread: null, replyTo: null, openMenu: null });
      rememberSelection(view);
      return refresh();
    },
    async addCustomer(input: { name: string; waId?: string; bsuid?: string }) {
      const { id } = await calls.addCustomer(input);
      await refresh();
      const added = view.state?.customers.find((customer) => customer.id === id);
      if (added) {
        await this.chooseCustomer(added.key);
      }
    },
    change: (change: Record<string, boolean>) =>
      attempt(async () => {
        const customer = chosenCustomer(view);
        await (customer && calls.changeCustomer(customer.id, change));
      }),
    setMarketing: (wantsNone: boolean) =>
      attempt(async () => {
        const customer = chosenCustomer(view);
        const value = wantsNone ? "stop" : "resume";
        await (customer && calls.setMarketing(customer.id, view.phoneNumberId ?? "", value));
      }),
    writeText: (body: string) => send({ type: "text", text: { body } }),
    sendFile: (file: File, caption: string) =>
      attempt(async () => {
        const { id } = await calls.upload(file);
        const type = typeOf(file);
        const words = caption === "" || type === "audio" ? {} : { caption };
        await send({ type, [type]: { id, ...words } });
      }),
    answer: (message: Record<string, unknown>) => send(message),
    /** Does something that may fail, as when the microphone is not allowed, and says so. */
    tryOut: (work: () => Promise<void>) => attempt(work),
    exampleKinds: () => calls.exampleKinds(),
    sendExample: (kind: string) =>
      attempt(async () => {
        const customer = chosenCustomer(view);
        await (customer && calls.sendExample(customer.id, view.phoneNumberId ?? "", kind));
      }),
    call: () =>
      attempt(async () => {
        const customer = chosenCustomer(view);
        await (customer && calls.call(customer.id, view.phoneNumberId ?? ""));
      }),
    played: (message: Message) =>
      attempt(async () => {
        const customer = chosenCustomer(view);
        await (customer && message.author === "business" && calls.played(customer.id, message.id));
      }),
    react(messageId: string, emoji: string | null) {
      view.openMenu = null;
      view.replyTo = null;
      const reaction = emoji === null ? { message_id: messageId } : { message_id: messageId, emoji };
      return send({ type: "reaction", reaction });
    },
    toggleMenu(messageId: string) {
      view.openMenu = view.openMenu === messageId ? null : messageId;
      redraw();
      document.querySelector(".message-menu")?.scrollIntoView({ block: "nearest" });
    },
    replyTo(messageId: string | null) {
      view.replyTo = view.thread?.messages.find((message) => message.id === messageId) ?? null;
      view.openMenu = null;
      redraw();
    },
    advance: (ms: number) => attempt(() => calls.advanceClock(ms)),
    setClock: (at: number) => attempt(() => calls.setClock(new Date(at).toISOString())),
    toBeforeClosing: () =>
      attempt(async () => {
        const closesAt = view.thread?.windowClosesAt;
        await (closesAt ? calls.advanceClock(Date.parse(closesAt) - 60_000 - simulatedNow(view)) : undefined);
      }),
    provoke: (order: { kind: string; code?: number; delayMs?: number }) =>
      attempt(() => calls.addFault(order)),
    removeFault: (id: string) => attempt(() => calls.removeFault(id)),
    removeFaults: () => attempt(() => calls.removeFaults()),
  };
}

function typeOf(file: File): string {
  if (/^image\/(png|jpeg)$/.test(file.type)) {
    return "image";
  }
  const kind = file.type.split("/")[0] ?? "";
  return kind === "audio" || kind === "video" ? kind : "document";
}
