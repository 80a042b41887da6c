/**
 * Every error that the API answers: HTTP status and what it means, in plain words for integrators.
 * `docs/errors.md` lists the same codes (a test compares them); the screen's sentences are in `web/text`.
 */
export const errorCodes = {
  INVALID_REQUEST: { status: 400, meaning: "The request does not fit its schema; details names each field." },
  SIGN_IN_REQUIRED: { status: 401, meaning: "No valid session or API key came with the request." },
  SIGNATURE_INVALID: {
    status: 401,
    meaning: "The webhook's signature does not match any active app secret.",
  },
  FORBIDDEN: { status: 403, meaning: "The role or the API key's scopes do not allow this." },
  ORIGIN_REFUSED: { status: 403, meaning: "A browser request came from another origin." },
  NOT_FOUND: { status: 404, meaning: "There is no such thing in this workspace." },
  CUSTOMER_EXISTS: {
    status: 409,
    meaning: "The phone or e-mail belongs to a customer already; details has threadId.",
  },
  CHANNEL_EXISTS: { status: 409, meaning: "That number or mailbox is connected already." },
  MEMBER_EXISTS: { status: 409, meaning: "Somebody signs in with that e-mail address already." },
  ALREADY_SENT: { status: 409, meaning: "The message is on its way or was sent; it can't be withdrawn." },
  SHORTCUT_EXISTS: { status: 409, meaning: "Another canned reply has that shortcut already." },
  TAG_EXISTS: { status: 409, meaning: "There is a tag with that name already." },
  CURRENCY_FIXED: {
    status: 409,
    meaning:
      "The account is billed in another currency: WhatsApp says so (told), or messages were charged (charged); details has both.",
  },
  RATE_CARD_UNCHANGED: { status: 409, meaning: "Every card of the file is what counts already." },
  LAST_OWNER: { status: 409, meaning: "The workspace would be left without an owner who can sign in." },
  CLIENT_ID_REUSED: { status: 409, meaning: "The clientId was used for a message with another body." },
  ANSWERED_MEANWHILE: {
    status: 409,
    meaning: "A colleague wrote to the customer after seenSeq; details has the message and who wrote it.",
  },
  WINDOW_CLOSED: {
    status: 409,
    meaning:
      "Free text is not allowed: the 24-hour window is closed or was never open; details has state and closesAt.",
  },
  TEMPLATE_NOT_SENDABLE: {
    status: 409,
    meaning: "The template is missing or not approved; details has the status.",
  },
  TEMPLATE_EXISTS: {
    status: 409,
    meaning: "The account has a template of that name in that language already.",
  },
  TEMPLATE_LOCKED: {
    status: 409,
    meaning: "The template can't be changed or deleted now; details has the reason.",
  },
  TEMPLATE_CHANGED: {
    status: 409,
    meaning: "The template has another category, and so another price, than was shown; details has both.",
  },
  STALE_VERSION: { status: 409, meaning: "Somebody changed this meanwhile; details has the current state." },
  SETUP_DONE: { status: 409, meaning: "The owner exists already; the setup link no longer works." },
  INVITATION_INVALID: {
    status: 410,
    meaning: "The invitation was used, withdrawn, has expired or never existed.",
  },
  PAYLOAD_TOO_LARGE: { status: 413, meaning: "The body is larger than this path accepts." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: "The body is of a type that this path does not take." },
  RANGE_UNSATISFIABLE: { status: 416, meaning: "The file has no such part; details has its size." },
  TEMPLATE_FIELDS_MISSING: {
    status: 422,
    meaning: "Some fields of the template are empty; details lists them.",
  },
  TEMPLATE_INVALID: {
    status: 422,
    meaning: "The template breaks rules of WhatsApp; details lists the problems by part.",
  },
  TEMPLATE_REFUSED: {
    status: 422,
    meaning: "WhatsApp refused the template; details has part, code, subcode and its sentence.",
  },
  RECIPIENT_UNREACHABLE: {
    status: 422,
    meaning: "The customer has no address for this channel; details has the reason.",
  },
  RATE_CARD_WRONG: {
    status: 422,
    meaning: "The file of rates can't be imported; details has problems with line and code.",
  },
  MESSAGE_REFUSED: { status: 422, meaning: "The message may not be sent; details has the reason." },
  CHANNEL_UNAVAILABLE: { status: 422, meaning: "The channel is disconnected or of another kind." },
  CONNECTION_REFUSED: {
    status: 422,
    meaning: "The provider did not accept the connection data; details lists the problems.",
  },
  TOO_MANY_REQUESTS: { status: 429, meaning: "Too many requests; try again after the time in Retry-After." },
  INTERNAL: { status: 500, meaning: "Something failed on our side; details has a reference for the log." },
  UNAVAILABLE: { status: 503, meaning: "The database does not answer; nothing was stored, try again." },
} as const satisfies Record<string, { status: number; meaning: string }>;

/** Code of an API error. */
export type ErrorCode = keyof typeof errorCodes;

/** Body of every error answer. */
export type ErrorBody = { code: ErrorCode; message: string; details: Record<string, unknown> };
