import { fill, make, makeButton, on } from "../../cloud-api/page/elements.ts";
import { icon } from "../../cloud-api/page/icons.ts";
import { type NewMail, sendMail } from "./calls.ts";
import type { Customer, Mail, MailState } from "./model.ts";
import { fileSize, longMoment } from "./moments.ts";
import { words } from "./words.ts";

type Attachment = { name: string; type: string; base64: string; size: number };

/** A form that writes to the hotel: a new mail, or an answer to the last one of a thread. It keeps its draft until sent. */
export function createMailForm(input: {
  state: MailState;
  sender: Customer;
  /** The mails of the thread at the time of sending, oldest first; none for a new mail. */
  answered(): readonly Mail[];
  onSent(): void;
  onCancel: (() => void) | null;
}): HTMLFormElement {
  const { state, sender, answered, onSent, onCancel } = input;
  const isAnswer = answered().length > 0;
  const subject = make("input", { name: "subject", autocomplete: "off", maxlength: 400 });
  const body = make("textarea", {
    name: "body",
    rows: isAnswer ? 4 : 10,
    "aria-keyshortcuts": "Control+Enter",
  });
  const quotes = make("input", { type: "checkbox", name: "quote" });
  const files = make("input", {
    type: "file",
    multiple: true,
    class: "hidden",
    tabindex: -1,
    "aria-hidden": "true",
  });
  const chosen = make("ul", { class: "attachments" });
  const problem = make("p", { class: "problem", role: "alert" });
  const send = make("button", { class: "button button-main" }, icon("send"), make("span", {}, words("send")));
  let attachments: Attachment[] = [];

  const drawAttachments = () => {
    const items = attachments.map((one) =>
      make(
        "li",
        { class: "attachment" },
        icon("document"),
        make("span", {}, one.name),
        make("small", {}, fileSize(one.size)),
        makeButton(
          { class: "icon-button", "aria-label": `${words("remove")} ${one.name}` },
          () => {
            attachments = attachments.filter((other) => other !== one);
            drawAttachments();
          },
          icon("close"),
        ),
      ),
    );
    fill(chosen, ...items);
  };
  const addFiles = async () => {
    attachments = [...attachments, ...(await Promise.all([...(files.files ?? [])].map(readFile)))];
    files.value = "";
    drawAttachments();
  };
  const submit = async () => {
    problem.textContent = "";
    if (body.value.trim() === "" && attachments.length === 0) {
      problem.textContent = words("emptyMail");
      body.focus();
      return;
    }
    send.disabled = true;
    try {
      await sendMail(compose());
      onSent();
    } catch (error) {
      problem.textContent = `${words("problem")} ${error instanceof Error ? error.message : ""}`;
    }
    send.disabled = false;
  };
  const compose = (): NewMail => {
    const last = answered().at(-1);
    const quoted = last && quotes.checked ? quote(last, state) : "";
    const messageId = last?.messageId;
    return {
      from: `${sender.name === sender.address ? "" : `"${sender.name.replace(/["\\]/g, "")}" `}<${sender.address}>`,
      subject: last ? answerSubject(last.subject) : subject.value,
      text: `${body.value.trimEnd()}\n${quoted}`,
      ...(messageId && {
        inReplyTo: messageId,
        references: answered().flatMap((mail) => mail.messageId ?? []),
      }),
      ...(attachments.length > 0 && {
        attachments: attachments.map(({ name, type, base64 }) => ({ name, type, base64 })),
      }),
    };
  };
  on(files, {
    change: () => void addFiles(),
  });
  const form = make(
    "form",
    {
      class: isAnswer ? "mail-form is-reply" : "mail-form",
      "aria-label": words(isAnswer ? "reply" : "newMail"),
    },
    isAnswer
      ? null
      : make(
          "p",
          { class: "mail-line" },
          make("span", {}, words("from")),
          `${sender.name} <${sender.address}>`,
        ),
    isAnswer ? null : make("p", { class: "mail-line" }, make("span", {}, words("to")), state.hotel),
    isAnswer ? null : make("label", { class: "mail-line" }, make("span", {}, words("subject")), subject),
    make(
      "label",
      { class: "field" },
      make("span", { class: isAnswer ? "" : "hidden" }, words(isAnswer ? "yourReply" : "body")),
      body,
    ),
    chosen,
    problem,
    make(
      "div",
      { class: "mail-form-end" },
      send,
      makeButton(
        { class: "icon-button", "aria-label": words("attach"), title: words("attach") },
        () => files.click(),
        icon("attach"),
      ),
      files,
      isAnswer ? make("label", { class: "choice" }, quotes, words("quote")) : null,
      onCancel ? makeButton({ class: "button button-quiet end" }, onCancel, words("cancel")) : null,
    ),
  );
  on(form, {
    submit(event) {
      event.preventDefault();
      void submit();
    },
    keydown(event) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
        event.preventDefault();
        void submit();
      }
    },
  });
  return form;
}

function answerSubject(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}

function quote(mail: Mail, state: MailState): string {
  const lines = mail.text
    .trimEnd()
    .split("\n")
    .map((line) => `> ${line}`);
  return `\n${longMoment(mail.at, state)}, ${mail.from} ${words("wrote")}:\n${lines.join("\n")}\n`;
}

function readFile(file: File): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(new Error(reader.error?.message));
    reader.onload = () => {
      const base64 = String(reader.result).split(",")[1] ?? "";
      resolve({ name: file.name, type: file.type || "application/octet-stream", base64, size: file.size });
    };
    reader.readAsDataURL(file);
  });
}
