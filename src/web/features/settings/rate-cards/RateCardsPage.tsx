import { useSession } from "../../../api/use-session.ts";
import { useWords } from "../../../ui/use-words.ts";
import { OwnerNote } from "../OwnerNote.tsx";
import { PageHead } from "../PageHead.tsx";
import { BudgetCard } from "./BudgetCard.tsx";
import { CardList } from "./CardList.tsx";
import { ImportCard } from "./ImportCard.tsx";

/** The prices of WhatsApp: which cards there are, and how new ones are imported. */
export function RateCardsPage() {
  const words = useWords();
  const isOwner = useSession().user.role === "owner";
  return (
    <>
      <PageHead title={words("settings.page.rate-cards")} lead={words("rates.lead")} />
      <BudgetCard />
      {isOwner ? <ImportCard /> : <OwnerNote />}
      <CardList />
    </>
  );
}
