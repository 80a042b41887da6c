/** What a canned reply may leave open, by the names that people write in double braces. */
const names = {
  "cliente.nombre": "customerFirstName",
  "cliente.nombre_completo": "customerName",
  "cliente.telefono": "customerPhone",
  "cliente.correo": "customerEmail",
  "agente.nombre": "agentName",
  "empresa.nombre": "workspaceName",
  "customer.first_name": "customerFirstName",
  "customer.name": "customerName",
  "customer.phone": "customerPhone",
  "customer.email": "customerEmail",
  "agent.name": "agentName",
  "workspace.name": "workspaceName",
} as const;

/** Values of the placeholders for one customer; null: not known, so the placeholder stays. */
export type PlaceholderValues = Readonly<Record<(typeof names)[keyof typeof names], string | null>>;

/** The Spanish names, as settings list them. */
export const placeholderNames = [
  "cliente.nombre",
  "cliente.nombre_completo",
  "cliente.telefono",
  "cliente.correo",
  "agente.nombre",
  "empresa.nombre",
] as const;

const placeholder = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Fills the placeholders of a text; one without a value, or that nobody knows, stays as it is written. */
export function fillPlaceholders(text: string, values: PlaceholderValues): string {
  return text.replace(placeholder, (written, name: string) => {
    const value = isKnown(name) ? values[names[name]] : null;
    return value === null || value.trim() === "" ? written : value;
  });
}

/** Names of known placeholders that a text still leaves open, each once: it must not be sent like that. */
export function openPlaceholders(text: string): string[] {
  const found = [...text.matchAll(placeholder)].flatMap(([, name]) =>
    name !== undefined && isKnown(name) ? [name] : [],
  );
  return [...new Set(found)];
}

function isKnown(name: string): name is keyof typeof names {
  return Object.hasOwn(names, name);
}
