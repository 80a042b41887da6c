import { type Import, importsOf } from "./imports.ts";
import type { Source } from "./sources.ts";

/** Who may import what: the table of docs/architecture.md. A file belongs to the first zone whose pattern fits. */
interface Zone {
  name: string;
  files: RegExp;
  /** Our own files that it may import. */
  ours: RegExp;
  /** npm packages it may import; absent: any. */
  npm?: RegExp;
  node: boolean;
}

// Each channel and the npm clients that are its own.
const ownClients = {
  whatsapp: /^zod$/,
  email: /^(?:zod|nodemailer|imapflow|postal-mime|html-to-text|sanitize-html|email-reply-parser)$/,
};

const core = "db|blobs|live|jobs|ingest|delivery|record|auth";
const pure = "src/domain/|src/contract/|src/channels/channel\\.ts$";

const zones: Zone[] = [
  { name: "domain", files: /^src\/domain\//, ours: /^src\/domain\//, npm: /^$/, node: false },
  {
    name: "contract",
    files: /^src\/contract\//,
    ours: /^src\/(?:contract|domain)\//,
    npm: /^zod$/,
    node: false,
  },
  {
    name: "channels/channel.ts",
    files: /^src\/channels\/[^/]+$/,
    ours: /^src\/(?:domain\/|channels\/[^/]+$)/,
    npm: /^zod$/,
    node: false,
  },
  ...Object.entries(ownClients).map(
    ([channel, npm]): Zone => ({
      name: `channels/${channel}`,
      files: new RegExp(`^src/channels/${channel}/`),
      ours: new RegExp(`^src/(?:domain/|channels/channel\\.ts$|channels/${channel}/)`),
      npm,
      node: true,
    }),
  ),
  {
    name: `server/{${core.replaceAll("|", ",")}}`,
    files: new RegExp(`^src/server/(?:${core})/`),
    ours: new RegExp(`^(?:${pure}|src/server/(?:${core})/|src/server/(?!main|app|compose)[^/]+$)`),
    node: true,
  },
  {
    name: "server/features",
    files: /^src\/server\/features\//,
    ours: new RegExp(
      `^(?:${pure}|src/server/(?:${core})/|src/server/features/|src/server/(?!main|app|compose)[^/]+$)`,
    ),
    node: true,
  },
  {
    name: "server/compose.ts",
    files: /^src\/server\/compose\.ts$/,
    ours: /^src\/(?:domain|contract|channels|server)\//,
    node: true,
  },
  { name: "server", files: /^src\/server\//, ours: new RegExp(`^(?:${pure}|src/server/)`), node: true },
  { name: "web", files: /^src\/web\//, ours: /^src\/(?:web|domain|contract)\//, node: false },
  { name: "simulators", files: /^simulators\//, ours: /^simulators\//, node: true },
];

// Tests stand beside the code that they test, behind the same wall; they may use their tools and Node besides.
const testTools = /^(?:vitest|fast-check)$/;
const testSupport = /^tests\/support\//;

/** Every import that breaks through a wall, as a sentence. */
export function findBrokenWalls(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const zone = zones.find(({ files }) => files.test(source.path));
    if (zone === undefined) {
      return source.path.startsWith("src/") ? [`${source.path} belongs to no zone of the architecture`] : [];
    }
    return importsOf(source)
      .filter((one) => !isAllowed(zone, source.path, one))
      .map(({ specifier }) => `${source.path} (${zone.name}) must not import ${specifier}`);
  });
}

function isAllowed(zone: Zone, path: string, { kind, target, specifier }: Import): boolean {
  const isTest = /\.test\.tsx?$/.test(path);
  switch (kind) {
    case "node":
      return zone.node || isTest;
    case "npm":
      if (zone.name === "contract" && target === "zod") {
        return specifier === "zod/mini";
      }
      return zone.npm === undefined || zone.npm.test(target) || (isTest && testTools.test(target));
    case "ours":
      return (zone.ours.test(target) && isOpenFeature(path, target)) || (isTest && testSupport.test(target));
    case "unknown":
      return false;
  }
}

/** A feature's routes and queries are its own affair; others call its commands. */
function isOpenFeature(path: string, target: string): boolean {
  const other = featureOf(target);
  return other === null || other === featureOf(path) || !isPrivate(path, target);
}

function isPrivate(path: string, target: string): boolean {
  // The app mounts every feature's routes.
  const mountsRoutes = !path.startsWith("src/server/features/") && target.endsWith(".routes.ts");
  return /\.(?:routes|queries)\.ts$/.test(target) && !mountsRoutes;
}

function featureOf(path: string): string | null {
  return /^src\/server\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}
