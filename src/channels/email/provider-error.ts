/** What the IMAP and SMTP clients tell about a failure. */
export type ProviderError = {
  message: string;
  /** The clients' own code and the system's behind it: ECONNREFUSED, EAUTH … */
  codes: string[];
  /** What the server answered; null when it said nothing. */
  answer: string | null;
  /** SMTP reply code. */
  reply: number | null;
  /** SMTP command that was under way, CONN for the connection itself. */
  command: string;
  /** True when the server refused user and password. */
  isLogin: boolean;
};

/** Reads an error of imapflow or nodemailer. */
export function readProviderError(error: unknown): ProviderError {
  const fact = (key: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, key) : undefined;
  const word = (key: string) => {
    const value = fact(key);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const reply = fact("responseCode");
  const codes = ["code", "originalCode"].flatMap((key) => word(key) ?? []);
  const answer = word("responseText") ?? word("response");
  return {
    message: (error instanceof Error ? error.message : String(error)).slice(0, 500),
    codes,
    answer: answer?.slice(0, 500) ?? null,
    reply: typeof reply === "number" ? reply : null,
    command: word("command") ?? "",
    isLogin: fact("authenticationFailed") === true || codes.includes("EAUTH"),
  };
}

/** One line for people who look into it: the client's words and the server's. */
export function describeProviderError(error: unknown): string {
  const { message, answer } = readProviderError(error);
  return answer === null || message.includes(answer) ? message : `${message}: ${answer}`.slice(0, 500);
}
