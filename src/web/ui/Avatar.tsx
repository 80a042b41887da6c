import { IconUser } from "@tabler/icons-react";
import classes from "./Avatar.module.css";

const tones = 6;

/** The initials of a person on one of a few colours, always the same one; decoration, so hidden from readers. */
export function Avatar({ name, size = "md" }: { name: string; size?: "xs" | "sm" | "md" | "lg" }) {
  const initials = initialsOf(name);
  return (
    <span className={classes.avatar} data-size={size} data-tone={toneOf(name)} aria-hidden="true">
      {initials === "" ? <IconUser size="55%" /> : initials}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => /^./u.exec(word ?? "")?.[0].toUpperCase() ?? "").join("");
}

function toneOf(name: string): number {
  let sum = 0;
  for (const character of name) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  }
  return sum % tones;
}
