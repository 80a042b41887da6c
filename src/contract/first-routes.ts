import * as z from "zod/mini";
import { customerRoutes } from "./customer-routes.ts";
import { draftList, draftView, putDraftBody } from "./drafts.ts";
import { streamQuery } from "./events.ts";
import { message, messageListQuery, messagePage, sendMessageBody } from "./messages.ts";
import { peopleRoutes } from "./people-routes.ts";
import { id } from "./primitives.ts";
import { byId, type Route } from "./route.ts";
import { settingsRoutes } from "./settings-routes.ts";
import { threadRoutes } from "./thread-routes.ts";
import { uploadQuery, uploadView } from "./uploads.ts";

/** Routes that the inbox needs at once; a browser has this part of the table from its first load on. */
export const firstRoutes = {
  ...peopleRoutes,
  ...settingsRoutes,
  ...threadRoutes,
  listMessages: {
    method: "GET",
    path: "/threads/:id/messages",
    access: "member",
    summary: "Messages, newest first.",
    params: byId,
    query: messageListQuery,
    answers: { 200: messagePage },
  },
  sendMessage: {
    method: "POST",
    path: "/threads/:id/messages",
    access: "member",
    summary: "Send a message of any kind, or write a note.",
    params: byId,
    body: sendMessageBody,
    answers: { 202: message, 200: message },
  },
  resendMessage: {
    method: "POST",
    path: "/messages/:id/resend",
    access: "member",
    summary: "Send an unknown or failed message again, as a new one, because a person says so.",
    params: byId,
    body: z.strictObject({ clientId: id }),
    answers: { 202: message, 200: message },
  },
  withdrawMessage: {
    method: "POST",
    path: "/messages/:id/withdraw",
    access: "member",
    summary:
      "Take back a mail of one's own that was sent with undoMs and has not gone out; once or twice is the same.",
    params: byId,
    answers: { 200: message },
  },
  createUpload: {
    method: "POST",
    path: "/uploads",
    access: "member",
    summary: "Give a file, as the raw body, that messages may name for a day.",
    query: uploadQuery,
    consumes: "application/octet-stream",
    answers: { 201: uploadView },
  },
  listDrafts: {
    method: "GET",
    path: "/drafts",
    access: "member",
    summary: "What the caller typed and has not sent, in all threads; emptied ones with an empty text.",
    answers: { 200: draftList },
  },
  putDraft: {
    method: "PUT",
    path: "/threads/:id/draft",
    access: "member",
    summary: "Keep what the caller typed; an older version changes nothing. Answers what is kept.",
    params: byId,
    body: putDraftBody,
    answers: { 200: draftView },
  },
  ...customerRoutes,
  getAttachment: {
    method: "GET",
    path: "/attachments/:id",
    access: "member",
    summary:
      "The bytes of an attachment, or a part of them (Range); only pictures, sound and film are inline.",
    params: byId,
    produces: "application/octet-stream",
    answers: { 200: null },
  },
  streamEvents: {
    method: "GET",
    path: "/events",
    access: "member",
    summary: "Live events (SSE); goes on after Last-Event-ID.",
    query: streamQuery,
    produces: "text/event-stream",
    answers: { 200: null },
  },
  getOpenApi: {
    method: "GET",
    path: "/openapi.json",
    access: "public",
    summary: "This description.",
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  },
} as const satisfies Record<string, Route>;
