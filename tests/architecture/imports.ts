import { posix } from "node:path";
import type { Source } from "./sources.ts";

/** What a file imports, from where; a target inside the project is a path from its root. */
export interface Import {
  specifier: string;
  kind: "ours" | "node" | "npm" | "unknown";
  target: string;
}

const statements = [
  /^[ \t]*(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']/gm,
  /^[ \t]*import\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["'`]([^"'`$]+)["'`]/g,
];
const dynamicWithoutText = /\bimport\(\s*(?!["'`])([^)\s]+)/g;

/** Every import of a file, of values and of types, static and dynamic. */
export function importsOf({ path, text }: Source): Import[] {
  const code = text.replaceAll(/^[ \t]*(?:\/\/|\*|\/\*).*$/gm, "");
  const specifiers = statements.flatMap((statement) =>
    [...code.matchAll(statement)].map(([, name = ""]) => name),
  );
  const hidden = [...code.matchAll(dynamicWithoutText)].map(([, expression = ""]) => expression);
  return [
    ...specifiers.map((specifier) => resolve(path, specifier)),
    ...hidden.map((specifier): Import => ({ specifier, kind: "unknown", target: specifier })),
  ];
}

function resolve(from: string, specifier: string): Import {
  if (specifier.startsWith("node:")) {
    return { specifier, kind: "node", target: specifier };
  }
  if (specifier.startsWith("#")) {
    return { specifier, kind: "ours", target: `src/${specifier.slice(1)}` };
  }
  if (specifier.startsWith(".")) {
    return { specifier, kind: "ours", target: posix.join(posix.dirname(from), specifier) };
  }
  return { specifier, kind: "npm", target: packageOf(specifier) };
}

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
