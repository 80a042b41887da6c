import type { Source } from "./sources.ts";

/** Something that may not stand in some files. */
interface TextRule {
  name: string;
  files: RegExp;
  except?: RegExp;
  forbidden: RegExp;
}

const code = /\.(?:ts|tsx|mjs)$/;
const test = /\.test\.tsx?$/;

const rules: TextRule[] = [
  {
    name: "the domain gets the time as an argument",
    files: /^src\/domain\//,
    except: test,
    forbidden: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b|\bTemporal\.Now\b/,
  },
  {
    name: "the domain gets chance and ids as arguments",
    files: /^src\/domain\//,
    except: test,
    forbidden: /\bMath\.random\b|\bcrypto\b/,
  },
  {
    name: "the environment is read in config.ts only",
    files: /^src\//,
    except: /^src\/server\/config\.ts$/,
    forbidden: /\bprocess\.env\b|\bimport\.meta\.env\.(?!DEV|PROD)/,
  },
  {
    name: "no module mocks: tests use the real part or a simulator",
    files: /./,
    forbidden: /\bvi\.(?:mock|doMock|hoisted)\(|\bjest\.mock\(/,
  },
  {
    name: "tests wait for something to happen, they do not sleep",
    files: test,
    forbidden: /from "node:timers\/promises"|\bawait (?:delay|sleep)\(/,
  },
];

// Holds planted slips.
const plants = /^tests\/architecture\/walls\.test\.ts$/;
const vagueNames = /(?:^|\/)(?:utils?|helpers?|common|misc|index)\.tsx?$/;

/** Every line that says what it may not say there, as a sentence. */
export function findForbiddenText(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => code.test(path) && !plants.test(path))
    .flatMap((source) => [
      ...rules
        .filter((rule) => rule.files.test(source.path) && rule.except?.test(source.path) !== true)
        .flatMap((rule) =>
          linesWith(source, rule.forbidden).map((line) => `${source.path}:${line} ${rule.name}`),
        ),
      ...(vagueNames.test(source.path) ? [`${source.path} has a name that says nothing`] : []),
    ]);
}

function linesWith({ text }: Source, forbidden: RegExp): number[] {
  return text
    .split("\n")
    .map((line, index) => ({ line: line.replace(/^\s*(?:\/\/|\*|\/\*).*$/, ""), number: index + 1 }))
    .filter(({ line }) => forbidden.test(line))
    .map(({ number }) => number);
}
