// Loaded before every script of ours (node --import): plain JavaScript, so that an old Node reads it too.
import module from "node:module";
import { join } from "node:path";

const needed = 24;
const [major] = process.versions.node.split(".").map(Number);

if (major < needed) {
  process.stderr.write(
    `Messaging Center needs Node ${needed}; this is ${process.version} (${process.execPath}).\n` +
      "On Linux npm ci brings it: start with npm run …, which finds it. Elsewhere install Node 24: https://nodejs.org\n",
  );
  process.exit(1);
}

// Halves the time to load; NODE_COMPILE_CACHE names another folder, and hands it on to child processes.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "..", ".cache", "compile");
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
