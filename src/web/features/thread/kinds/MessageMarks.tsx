import {
  IconArrowForwardUp,
  IconArrowForwardUpDouble,
  IconDeviceMobile,
  IconHistory,
  IconTag,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useWords } from "../../../ui/use-words.ts";
import classes from "./MessageMarks.module.css";
import { isTrueAt, nodeAt, textAt } from "./read-payload.ts";

const look = { size: 14, "aria-hidden": true } as const;

/** Where a message comes from: forwarded, out of the phone app, imported, a group, a product of the catalogue. */
export function MessageMarks({ payload }: { payload: unknown }) {
  const words = useWords();
  return marksOf(payload).map((mark) => {
    switch (mark.kind) {
      case "forwarded":
        return (
          <Mark key={mark.kind} icon={<IconArrowForwardUp {...look} />} text={words("bubble.forwarded")} />
        );
      case "forwarded-often":
        return (
          <Mark
            key={mark.kind}
            icon={<IconArrowForwardUpDouble {...look} />}
            text={words("bubble.forwardedOften")}
          />
        );
      case "phone":
        return (
          <Mark key={mark.kind} icon={<IconDeviceMobile {...look} />} text={words("bubble.fromPhone")} />
        );
      case "imported":
        return <Mark key={mark.kind} icon={<IconHistory {...look} />} text={words("bubble.imported")} />;
      case "group":
        return <Mark key={mark.kind} icon={<IconUsersGroup {...look} />} text={words("bubble.inGroup")} />;
      case "product":
        return (
          <Mark
            key={mark.kind}
            icon={<IconTag {...look} />}
            text={words("bubble.aboutProduct", { product: mark.product })}
          />
        );
      default:
        return mark satisfies never;
    }
  });
}

type Kind =
  | { kind: "forwarded" | "forwarded-often" | "phone" | "imported" | "group" }
  | { kind: "product"; product: string };

function marksOf(payload: unknown): Kind[] {
  const marks: Kind[] = [];
  if (isTrueAt(payload, "forwarded") || textAt(payload, "forwarded") !== null) {
    marks.push({ kind: textAt(payload, "forwarded") === "often" ? "forwarded-often" : "forwarded" });
  }
  if (isTrueAt(payload, "phoneApp")) {
    marks.push({ kind: "phone" });
  }
  if (nodeAt(payload, "history") !== null) {
    marks.push({ kind: "imported" });
  }
  if (textAt(payload, "group") !== null) {
    marks.push({ kind: "group" });
  }
  const product = textAt(nodeAt(payload, "product"), "product_retailer_id");
  return product === null ? marks : [...marks, { kind: "product", product }];
}

function Mark({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <span className={classes.mark}>
      {icon}
      {text}
    </span>
  );
}
