import { IconExternalLink, IconSpeakerphone } from "@tabler/icons-react";
import { useWords } from "../../../ui/use-words.ts";
import classes from "./KindCard.module.css";
import { nodeAt, textAt, webAddressAt } from "./read-payload.ts";

/** The ad or post that the customer came from. Nothing of it is fetched: its picture would tell Meta who reads here. */
export function ReferralCard({ payload }: { payload: unknown }) {
  const words = useWords();
  const referral = nodeAt(payload, "referral");
  if (referral === null) {
    return null;
  }
  const [headline, body, page] = [
    textAt(referral, "headline"),
    textAt(referral, "body"),
    webAddressAt(referral, "source_url"),
  ];
  const welcome = textAt(nodeAt(referral, "welcome_message"), "text");
  const isPost = textAt(referral, "source_type") === "post";
  return (
    <div className={classes.card}>
      <span className={classes.detail}>{words(isPost ? "bubble.fromPost" : "bubble.fromAd")}</span>
      <span className={classes.head}>
        <IconSpeakerphone size={18} aria-hidden="true" />
        {headline ?? words(isPost ? "bubble.postNameless" : "bubble.adNameless")}
      </span>
      {body !== null && <span className={classes.detail}>{body}</span>}
      {welcome !== null && (
        <span className={classes.detail}>{words("bubble.adWelcome", { text: welcome })}</span>
      )}
      {page !== null && (
        <a href={page} target="_blank" rel="noreferrer" className={classes.link}>
          {words(isPost ? "bubble.openPost" : "bubble.openAd")}
          <IconExternalLink size={14} aria-hidden="true" />
        </a>
      )}
    </div>
  );
}
