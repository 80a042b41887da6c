/** Where NATS answers, and who we are there. */
export type NatsServers = {
  /** host:port of each server of the cluster. */
  servers: string[];
  isTls: boolean;
  user?: string;
  password?: string;
  token?: string;
};

/** The words that a wrong address gets; they never repeat it, for it may hold a password. */
export const natsUrlRule = "must look like nats://user:password@host:4222 (or tls://…), several with commas";

const defaultPort = "4222";

/** Reads NATS_URL: one address or several of one cluster with commas; null: it is none. The first one's user counts. */
export function readNatsServers(text: string): NatsServers | null {
  const urls = text.split(",").map((item) => readUrl(item.trim()));
  const [first] = urls;
  if (first === undefined || first === null || !urls.every((url) => url?.protocol === first.protocol)) {
    return null;
  }
  const servers = urls.flatMap((url) =>
    url === null ? [] : [`${url.hostname}:${url.port === "" ? defaultPort : url.port}`],
  );
  return { servers, isTls: first.protocol === "tls:", ...credentialsOf(first) };
}

function readUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isAddress =
    url !== null &&
    ["nats:", "tls:"].includes(url.protocol) &&
    /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/i.test(url.hostname) &&
    ["", "/"].includes(url.pathname) &&
    url.search === "" &&
    url.hash === "" &&
    isDecodable(url);
  return isAddress ? url : null;
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** A user with a password, or a token alone. */
function credentialsOf({ username, password }: URL): Pick<NatsServers, "user" | "password" | "token"> {
  if (username === "") {
    return {};
  }
  const name = decodeURIComponent(username);
  return password === "" ? { token: name } : { user: name, password: decodeURIComponent(password) };
}
