/** The database cannot be used as it is set up; the message is a sentence for the person who starts the app. */
export class DatabaseStartError extends Error {
  override readonly name = "DatabaseStartError";
}
