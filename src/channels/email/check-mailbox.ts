import type { ChannelAccount, ConnectionProblem } from "../channel.ts";
import { createImapClient } from "./imap-client.ts";
import { type MailServer, mailConfigSchema, mailSecretsSchema } from "./mail-config.ts";
import type { ImapTimes } from "./mail-times.ts";
import { describeProviderError, readProviderError } from "./provider-error.ts";
import { openSmtp, signIn } from "./send-mail.ts";

/** Signs in to both servers and opens INBOX; says in words what does not work. Sends nothing, changes nothing. */
export async function checkMailbox(account: ChannelAccount, times: ImapTimes): Promise<ConnectionProblem[]> {
  const config = mailConfigSchema.safeParse(account.config);
  const secrets = mailSecretsSchema.safeParse(account.secrets);
  if (!config.success || !secrets.success) {
    // Of the secrets only the field's name is told, never a value.
    const issues = [...(config.error?.issues ?? []), ...(secrets.error?.issues ?? [])];
    return issues.map((issue) => ({
      code: "settings-invalid",
      detail: `${issue.path.join(".")}: ${issue.message}`,
    }));
  }
  const problems = await Promise.all([
    checkImap(config.data.imap, secrets.data.imapPassword, times),
    checkSmtp(config.data.smtp, secrets.data.smtpPassword, times),
  ]);
  return problems.filter((problem) => problem !== null);
}

async function checkImap(
  server: MailServer,
  password: string,
  times: ImapTimes,
): Promise<ConnectionProblem | null> {
  const client = createImapClient(server, password, times);
  let isSignedIn = false;
  try {
    await client.connect();
    isSignedIn = true;
    await client.mailboxOpen("INBOX", { readOnly: true });
    return null;
  } catch (error) {
    const code = isSignedIn ? "imap-inbox" : `imap-${kindOf(error)}`;
    return { code, detail: describeProviderError(error) };
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function checkSmtp(
  server: MailServer,
  password: string,
  times: ImapTimes,
): Promise<ConnectionProblem | null> {
  const connection = openSmtp(server, times);
  try {
    await signIn(connection, server.user, password);
    return null;
  } catch (error) {
    return { code: `smtp-${kindOf(error)}`, detail: describeProviderError(error) };
  } finally {
    connection.quit();
    connection.close();
  }
}

/** What is wrong, as one of six kinds that the screen has words for. */
function kindOf(error: unknown): "login" | "unknown-host" | "refused" | "timeout" | "encryption" | "failed" {
  const { codes, message, isLogin } = readProviderError(error);
  const words = [...codes, message].join(" ");
  if (isLogin) {
    return "login";
  }
  if (/ENOTFOUND|EAI_AGAIN|EDNS/.test(words)) {
    return "unknown-host";
  }
  if (/ECONNREFUSED/.test(words)) {
    return "refused";
  }
  if (/ETIMEDOUT|TIMEOUT|timeout|required time/.test(words)) {
    return "timeout";
  }
  return /TLS|SSL|CERT|certificate/.test(words) ? "encryption" : "failed";
}
