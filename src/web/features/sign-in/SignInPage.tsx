import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { Logo } from "../../ui/Logo.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SignIn.module.css";
import { SignInForm } from "./SignInForm.tsx";

/** The door: e-mail and password, then to where the person wanted to go. */
export function SignInPage() {
  const words = useWords();
  const navigate = useNavigate();
  const router = useRouter();
  const { to } = useSearch({ from: "/sign-in" });
  const handleSignedIn = (): void => {
    if (to === undefined) {
      void navigate({ to: "/inbox", search: {} });
      return;
    }
    router.history.push(to);
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <span className={classes.brand}>
          <Logo />
          {words("app.name")}
        </span>
        <h1 className={classes.title}>{words("signIn.title")}</h1>
        <p className={classes.lead}>{words("signIn.lead")}</p>
        <SignInForm onSignedIn={handleSignedIn} />
      </div>
    </main>
  );
}
