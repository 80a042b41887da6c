import { useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { setStorageOwner } from "../../api/stored.ts";
import { useSession } from "../../api/use-session.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SignIn.module.css";
import { SignInForm } from "./SignInForm.tsx";

/** Signs in again over the open screen after the session ran out; drafts and messages on their way stay. */
export function SessionDialog() {
  const words = useWords();
  const { user } = useSession();
  const [before] = useState(user.id);
  return (
    <Dialog
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={words("signIn.expiredTitle")}
    >
      <div className={classes.form}>
        <p className={classes.lead}>{words("signIn.expiredLead")}</p>
        <SignInForm
          knownEmail={user.email}
          onSignedIn={(session) => {
            setStorageOwner(session.user.id);
            if (session.user.id !== before) {
              queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
            }
          }}
        />
      </div>
    </Dialog>
  );
}
