import { avatar } from "../../cloud-api/page/avatar.ts";
import { fill, fillWhenChanged, make, makeButton } from "../../cloud-api/page/elements.ts";
import { icon } from "../../cloud-api/page/icons.ts";
import { createMailForm } from "./mail-form.ts";
import { nameIn, splitQuote, type Thread } from "./model.ts";
import { fileSize, longMoment } from "./moments.ts";
import { chosenMailbox, openThread, type View } from "./view.ts";
import { words } from "./words.ts";

/** What a reader can do beside the list. */
export type ThreadActions = { back(): void; sent(): void };

/** The right side: the open thread with its answer, or a new mail. */
export function createThreadPane(view: View, actions: ThreadActions): { element: HTMLElement; draw(): void } {
  const head = make("header", { class: "thread-head" });
  const mails = make("ol", { class: "mails" });
  const answer = make("div", { class: "answer" });
  const nothing = make("p", { class: "nothing" }, icon("document"), words("nothingChosen"));
  const element = make(
    "section",
    { class: "thread-pane", "aria-label": words("openMail") },
    head,
    make("div", { class: "thread-scroll" }, mails, answer),
    nothing,
  );
  let formFor = "";
  const drawForm = (thread: Thread | null) => {
    const { state } = view;
    const sender = chosenMailbox(view);
    const last = thread?.mails.at(-1);
    const wanted =
      !state || !sender
        ? ""
        : view.isWriting
          ? `new ${sender.address}`
          : last
            ? `${thread?.id} ${sender.address}`
            : "";
    if (wanted === formFor) {
      return;
    }
    formFor = wanted;
    if (wanted === "" || !state || !sender) {
      fill(answer);
      return;
    }
    const onSent = () => {
      formFor = "";
      actions.sent();
    };
    fill(
      answer,
      createMailForm({
        state,
        sender,
        answered: () => (view.isWriting ? [] : (openThread(view)?.mails ?? [])),
        onSent,
        onCancel: view.isWriting ? actions.back : null,
      }),
    );
  };
  const draw = () => {
    const thread = view.isWriting ? null : openThread(view);
    const isEmpty = !thread && !view.isWriting;
    element.dataset.empty = String(isEmpty);
    nothing.hidden = !isEmpty;
    head.hidden = isEmpty;
    const title = view.isWriting ? words("newMail") : thread?.subject || words("noSubject");
    fillWhenChanged(head, [title, isEmpty], () => [
      makeButton(
        { class: "icon-button back", "aria-label": words("back"), title: words("back") },
        actions.back,
        icon("back"),
      ),
      make("h2", { tabindex: -1 }, title),
    ]);
    fillWhenChanged(mails, thread?.mails, () => (thread?.mails ?? []).map((mail) => makeMail(view, mail)));
    mails.hidden = !thread;
    drawForm(thread);
  };
  return { element, draw };
}

function makeMail(view: View, mail: Thread["mails"][number]): HTMLElement {
  const { own, quoted } = splitQuote(mail.text);
  const name = mail.isMine ? words("me") : nameIn(mail.from);
  return make(
    "li",
    { class: mail.isMine ? "mail is-mine" : "mail" },
    make(
      "div",
      { class: "mail-head" },
      avatar(nameIn(mail.from), nameIn(mail.from)),
      make(
        "p",
        { class: "mail-people" },
        make("strong", {}, name),
        make("span", {}, `${words("to")}: ${mail.to}`),
      ),
      make(
        "time",
        { datetime: new Date(mail.at).toISOString() },
        view.state ? longMoment(mail.at, view.state) : "",
      ),
    ),
    make("div", { class: "mail-text" }, own.trim()),
    quoted
      ? make(
          "details",
          { class: "quoted" },
          make("summary", {}, words("showQuoted")),
          make("blockquote", {}, quoted),
        )
      : null,
    mail.attachments.length > 0
      ? make(
          "ul",
          { class: "attachments" },
          ...mail.attachments.map((file) =>
            make(
              "li",
              { class: "attachment" },
              icon("document"),
              make("span", {}, file.name || file.type),
              make("small", {}, fileSize(file.size)),
            ),
          ),
        )
      : null,
  );
}
