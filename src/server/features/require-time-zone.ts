import { AppError } from "../errors.ts";

/** Refuses a request whose `timeZone` is none that this machine knows. */
export function requireTimeZone(timeZone: string): void {
  if (!isTimeZone(timeZone)) {
    throw new AppError("INVALID_REQUEST", {
      fields: [{ field: "body.timeZone", problem: "not a time zone" }],
    });
  }
}

/** Whether this machine knows a time zone of that name. */
export function isTimeZone(name: string): boolean {
  return name === "UTC" || Intl.supportedValuesOf("timeZone").includes(name);
}
