import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** A browser ready to be launched. Plain data: it goes to the workers. */
export interface Chromium {
  executablePath: string;
  /** Set in the browser's environment; its files go to its own folder. */
  env: Record<string, string>;
}

/** The Chromium that npm brought, unpacked into `directory`; CHROMIUM_PATH names another one instead. */
export async function unpackChromium(directory: string, chromiumPath: string | undefined): Promise<Chromium> {
  if (chromiumPath !== undefined && chromiumPath !== "") {
    return { executablePath: chromiumPath, env: { TMPDIR: directory } };
  }
  const env = { TMPDIR: directory, FONTCONFIG_FILE: join(directory, "fonts.conf") };
  await writeFile(env.FONTCONFIG_FILE, fontSettings(directory));
  const executablePath = await unpack(
    directory,
    'const { default: chromium } = await import("@sparticuz/chromium"); process.stdout.write(await chromium.executablePath());',
  );
  if (await runs(executablePath, env)) {
    return { executablePath, env };
  }
  // Slim images lack libnss3 and its kin; the package carries them for another system, and they fit.
  await unpack(
    directory,
    'const { inflate } = await import("@sparticuz/chromium"); const { dirname } = await import("node:path"); const { fileURLToPath } = await import("node:url"); ' +
      'await inflate(fileURLToPath(new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium"))));',
  );
  const withLibraries = { ...env, LD_LIBRARY_PATH: join(directory, "al2023", "lib") };
  if (await runs(executablePath, withLibraries)) {
    return { executablePath, env: withLibraries };
  }
  throw new Error("The packaged Chromium does not run here. Set CHROMIUM_PATH to an installed Chromium.");
}

/** The packaged fonts and no others, so that pages look the same everywhere; the package's own file expects /tmp. */
function fontSettings(directory: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(directory, "fonts")}</dir><cachedir>${join(directory, "fonts-cache")}</cachedir></fontconfig>`;
}

/** In a process of its own: the package unpacks to the TMPDIR of its process. */
async function unpack(directory: string, program: string): Promise<string> {
  const { stdout } = await execute(process.execPath, ["--input-type=module", "--eval", program], {
    env: { TMPDIR: directory, HOME: directory },
    timeout: 120_000,
  });
  return stdout;
}

async function runs(executablePath: string, env: Record<string, string>): Promise<boolean> {
  try {
    await execute(executablePath, ["--headless", "--no-sandbox", "--version"], { env, timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}
