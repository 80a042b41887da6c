import { Button } from "@mantine/core";
import { IconBrandWhatsapp, IconDeviceMobile, IconMail, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "../../api/use-session.ts";
import { useWords } from "../../ui/use-words.ts";
import { CopyField } from "../settings/CopyField.tsx";
import shared from "../settings/SettingsPage.module.css";
import classes from "./WelcomePage.module.css";

/** After the owner was made: what to do first, one thing at a time, and how to try it all without an account of Meta's. */
export function WelcomePage() {
  const words = useWords();
  const { user, workspace } = useSession();
  const [firstName = user.name] = user.name.split(" ");
  return (
    <main className={shared.page}>
      <div className={shared.column}>
        <header className={shared.cardHead}>
          <h1 className={shared.title}>{words("setup.welcome", { name: firstName })}</h1>
          <p className={shared.lead}>{words("setup.welcomeLead", { workspace: workspace.name })}</p>
        </header>
        <ol className={classes.choices}>
          <Choice
            icon={<IconBrandWhatsapp size={24} />}
            title={words("setup.whatsappTitle")}
            lead={words("setup.whatsappLead")}
          >
            <Button component={Link} to="/settings/connect-whatsapp">
              {words("settings.page.connect-whatsapp")}
            </Button>
          </Choice>
          <Choice
            icon={<IconMail size={24} />}
            title={words("setup.mailTitle")}
            lead={words("setup.mailLead")}
          >
            <Button component={Link} to="/settings/connect-mailbox" variant="default">
              {words("settings.page.connect-mailbox")}
            </Button>
          </Choice>
          <Choice
            icon={<IconUsers size={24} />}
            title={words("setup.teamTitle")}
            lead={words("setup.teamLead")}
          >
            <Button component={Link} to="/settings/members" variant="default">
              {words("settings.invite")}
            </Button>
          </Choice>
          <Choice
            icon={<IconDeviceMobile size={24} />}
            title={words("setup.tryTitle")}
            lead={words("setup.tryLead")}
          >
            <CopyField label={words("setup.tryCommand")} value="npm run demo" />
          </Choice>
        </ol>
        <Link to="/inbox" search={{}} className={classes.later}>
          {words("setup.later")}
        </Link>
      </div>
    </main>
  );
}

type ChoiceProps = { icon: ReactNode; title: string; lead: string; children: ReactNode };

function Choice({ icon, title, lead, children }: ChoiceProps) {
  return (
    <li className={classes.choice}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <div className={shared.cardHead}>
        <h2 className={shared.heading}>{title}</h2>
        <p className={shared.lead}>{lead}</p>
      </div>
      <div className={classes.action}>{children}</div>
    </li>
  );
}
