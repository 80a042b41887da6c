/** One answer of a form: what was asked and what was said. */
export type FlowAnswer = { field: string; value: string };

const mostAnswers = 50;

/**
 * The answers of a form (flow), which come as JSON inside a text. Fields of WhatsApp's own are left out; a list is said
 * with commas, anything deeper as JSON. Null: the text is no such thing.
 */
export function readFlow(response: string | null): FlowAnswer[] | null {
  const answers = parse(response);
  if (typeof answers !== "object" || answers === null || Array.isArray(answers)) {
    return null;
  }
  return Object.entries(answers)
    .filter(([field]) => field !== "flow_token" && field !== "wa_flow_response_params")
    .slice(0, mostAnswers)
    .map(([field, value]) => ({ field: field.replaceAll("_", " "), value: textOf(value) }));
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.map(String).join(", ");
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
