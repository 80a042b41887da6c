/** A line of a table as text: where it stood and its cells. */
export type CsvLine = { readonly line: number; readonly cells: readonly string[] };

/** What parts the cells: a comma, or a semicolon where the comma is for decimals (spreadsheets in Spanish). */
export function csvDelimiter(text: string): "," | ";" {
  const [head = ""] = text.split(/\r?\n/, 1);
  return head.split(";").length > head.split(",").length ? ";" : ",";
}

/** The lines of a table as text (RFC 4180): quoted cells may hold delimiters, quotes and line ends. Empty lines are none. */
export function readCsv(text: string): CsvLine[] {
  const lines: CsvLine[] = [];
  const source = text.replace(/^\uFEFF/, "");
  const delimiter = csvDelimiter(source);
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  let startsAt = 1;
  const endLine = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== "") {
      lines.push({ line: startsAt, cells });
    }
    cells = [];
    cell = "";
    startsAt = line;
  };
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? "";
    if (letter === "\n") {
      line += 1;
    }
    if (isQuoted) {
      const isDoubled = letter === '"' && source[at + 1] === '"';
      if (letter === '"' && !isDoubled) {
        isQuoted = false;
      } else {
        cell += letter;
        at += isDoubled ? 1 : 0;
      }
    } else if (letter === '"' && cell === "") {
      isQuoted = true;
    } else if (letter === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (letter === "\n") {
      endLine();
    } else if (letter !== "\r") {
      cell += letter;
    }
  }
  endLine();
  return lines;
}

/** What makes a spreadsheet take a cell for a formula (S19). */
const formulaStart = /^[=+\-@\t\r]/;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/** One line of a comma-separated table. A text that a spreadsheet would run as a formula is shown as text (S19). */
export function writeCsvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => writeCell(String(cell))).join(",")}\r\n`;
}

function writeCell(cell: string): string {
  const safe = formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
