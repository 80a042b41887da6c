import { AppError } from "../errors.ts";

/** Refuses a request whose `timeZone` is none that this machine knows. */
export function requireTimeZone(timeZone: string): void {
  if (timeZone !== "UTC" && !Intl.supportedValuesOf("timeZone").includes(timeZone)) {
    throw new AppError("INVALID_REQUEST", {
      fields: [{ field: "body.timeZone", problem: "not a time zone" }],
    });
  }
}
