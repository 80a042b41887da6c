import { useSession } from "../../../api/use-session.ts";
import { useWords } from "../../../ui/use-words.ts";
import { OwnerNote } from "../OwnerNote.tsx";
import { PageHead } from "../PageHead.tsx";
import { InviteCard } from "./InviteCard.tsx";
import { MemberList } from "./MemberList.tsx";

/** Who answers, and how more people join. */
export function MembersPage() {
  const words = useWords();
  const isOwner = useSession().user.role === "owner";
  return (
    <>
      <PageHead title={words("settings.page.members")} lead={words("settings.membersLead")} />
      {!isOwner && <OwnerNote />}
      {isOwner && <InviteCard />}
      <MemberList />
    </>
  );
}
