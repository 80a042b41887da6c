import { spawn } from "node:child_process";

/** Runs a program with our output as its own; answers its exit code, 1 when a signal or nothing at all ended it. */
export function runToEnd(file: string, args: readonly string[], env = process.env): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: "inherit", env });
    // Ctrl-C reaches both; the child cleans up, and we wait for it.
    const wait = () => undefined;
    process.on("SIGINT", wait);
    const end = (code: number) => {
      process.off("SIGINT", wait);
      resolve(code);
    };
    child.once("error", (error) => {
      console.error(`${file} could not be run: ${error.message}`);
      end(1);
    });
    child.once("exit", (code) => end(code ?? 1));
  });
}
