import { Link } from "@tanstack/react-router";
import type { ThreadItem } from "#contract/threads.ts";
import { markDigits, markMatches, type Piece } from "#domain/search-text.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { customerContacts } from "../../ui/customer-contacts.ts";
import { customerName } from "../../ui/customer-name.ts";
import classes from "./Found.module.css";
import { Marked } from "./Marked.tsx";

/** What was looked for: words, and digits when it looks like a number. */
export type Marks = { words: readonly string[]; digits: string | null };

type Props = { thread: ThreadItem; marks: Marks; isOpen: boolean };

/** A customer who was found, by name, number or mail address. */
export function FoundPerson({ thread: { id, customer }, marks, isOpen }: Props) {
  const name = customerName(customer);
  const contacts = customerContacts(customer, name);
  return (
    <Link
      to="/inbox/$threadId"
      params={{ threadId: id }}
      search={({ message: _, ...search }) => search}
      className={classes.found}
      aria-current={isOpen ? "page" : undefined}
      data-row="true"
    >
      <Avatar name={name} />
      <span className={classes.body}>
        <span className={classes.name}>
          <Marked pieces={mark(name, marks)} />
        </span>
        <span className={classes.contact}>
          {contacts.map((contact) => (
            <span key={contact}>
              <Marked pieces={mark(contact, marks)} />
            </span>
          ))}
        </span>
      </span>
    </Link>
  );
}

function mark(text: string, { words, digits }: Marks): Piece[] {
  return digits !== null && /^\+[\d ]+$/.test(text) ? markDigits(text, digits) : markMatches(text, words);
}
