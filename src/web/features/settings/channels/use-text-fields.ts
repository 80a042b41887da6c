import { useState } from "react";
import type { useConnection } from "./use-connection.ts";

type Connection = Pick<ReturnType<typeof useConnection>, "errorOf" | "reset">;

/** The required texts of a form that connects a channel, each with what the provider has against it. */
export function useTextFields<Values extends Record<string, string>>(start: Values, connection: Connection) {
  const [values, setValues] = useState(start);
  const field = (name: keyof Values & string) => ({
    required: true,
    withAsterisk: false,
    autoComplete: "off",
    value: values[name],
    error: connection.errorOf(name),
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      connection.reset();
      setValues((before) => ({ ...before, [name]: value }));
    },
  });
  return { values, field };
}
