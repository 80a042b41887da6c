import * as z from "zod/mini";
import * as channels from "./channels.ts";
import * as customers from "./customers.ts";
import { streamQuery } from "./events.ts";
import { message, messageListQuery, messagePage, sendMessageBody } from "./messages.ts";
import { estimate, estimateBody } from "./prices.ts";
import { id } from "./primitives.ts";
import * as session from "./session.ts";
import { autoReplySettings } from "./settings.ts";
import { templateList } from "./templates.ts";
import { threadDetail, threadListQuery, threadPage, updateThreadBody } from "./threads.ts";

/** Who may call a route: anybody, a signed-in person or key, an owner (key: scope admin). */
export type Access = "public" | "member" | "owner";

type Schema = z.ZodMiniType;

/** One row of the route table. Paths are below /api/v1; `answers` maps a status to its body (null: no body). */
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  access: Access;
  summary: string;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  answers: Readonly<Record<number, Schema | null>>;
  /** Scope that an API key needs; default: `read` for GET, `write` for the rest, `admin` for owners' routes. */
  scope?: "read";
  /** Content type of an answer that is not JSON. */
  produces?: string;
};

const byId = z.object({ id });

/** The whole API: routes are registered, documented (OpenAPI) and called (typed client) from this table alone. */
export const routes = {
  setup: {
    method: "POST",
    path: "/setup",
    access: "public",
    summary: "Make the workspace and its owner, once.",
    body: session.setupBody,
    answers: { 201: session.sessionView },
  },
  signIn: {
    method: "POST",
    path: "/session",
    access: "public",
    summary: "Sign in with e-mail and password.",
    body: session.signInBody,
    answers: { 200: session.sessionView },
  },
  getSession: {
    method: "GET",
    path: "/session",
    access: "member",
    summary: "Who is signed in.",
    answers: { 200: session.sessionView },
  },
  signOut: {
    method: "DELETE",
    path: "/session",
    access: "member",
    summary: "Sign out.",
    answers: { 204: null },
  },
  listMembers: {
    method: "GET",
    path: "/members",
    access: "member",
    summary: "Everybody who answers.",
    answers: { 200: session.memberList },
  },
  createMember: {
    method: "POST",
    path: "/members",
    access: "owner",
    summary: "Add a colleague.",
    body: session.createMemberBody,
    answers: { 201: session.memberView },
  },
  listApiKeys: {
    method: "GET",
    path: "/api-keys",
    access: "owner",
    summary: "API keys without their secrets.",
    answers: { 200: session.apiKeyList },
  },
  createApiKey: {
    method: "POST",
    path: "/api-keys",
    access: "owner",
    summary: "Make an API key; shown once.",
    body: session.createApiKeyBody,
    answers: { 201: session.createdApiKey },
  },
  revokeApiKey: {
    method: "DELETE",
    path: "/api-keys/:id",
    access: "owner",
    summary: "Revoke an API key.",
    params: byId,
    answers: { 204: null },
  },
  listThreads: {
    method: "GET",
    path: "/threads",
    access: "member",
    summary: "Threads by last activity.",
    query: threadListQuery,
    answers: { 200: threadPage },
  },
  getThread: {
    method: "GET",
    path: "/threads/:id",
    access: "member",
    summary: "One thread with its windows and conversations.",
    params: byId,
    answers: { 200: threadDetail },
  },
  updateThread: {
    method: "PATCH",
    path: "/threads/:id",
    access: "member",
    summary: "Assign, resolve or reopen.",
    params: byId,
    body: updateThreadBody,
    answers: { 200: threadDetail },
  },
  markThreadRead: {
    method: "POST",
    path: "/threads/:id/read",
    access: "member",
    summary: "The thread was seen; the customer gets read receipts.",
    params: byId,
    answers: { 204: null },
  },
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
    summary: "Send a text, template or e-mail, or write a note.",
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
  createCustomer: {
    method: "POST",
    path: "/customers",
    access: "member",
    summary: "Add a customer; makes the thread.",
    body: customers.createCustomerBody,
    answers: { 201: customers.createdCustomer },
  },
  addAddress: {
    method: "POST",
    path: "/customers/:id/addresses",
    access: "member",
    summary: "Add a phone or e-mail to a customer.",
    params: byId,
    body: customers.addAddressBody,
    answers: { 201: customers.addedAddress },
  },
  listChannels: {
    method: "GET",
    path: "/channels",
    access: "member",
    summary: "Numbers and mailboxes.",
    answers: { 200: channels.channelList },
  },
  connectChannel: {
    method: "POST",
    path: "/channels",
    access: "owner",
    summary: "Connect a WhatsApp number or a mailbox, after checking it.",
    body: channels.connectChannelBody,
    answers: { 201: channels.channelView },
  },
  listTemplates: {
    method: "GET",
    path: "/templates",
    access: "member",
    summary: "Templates of WhatsApp.",
    answers: { 200: templateList },
  },
  syncTemplates: {
    method: "POST",
    path: "/templates/sync",
    access: "member",
    summary: "Read the templates again from WhatsApp.",
    answers: { 200: templateList },
  },
  getAutoReply: {
    method: "GET",
    path: "/settings/auto-reply",
    access: "member",
    summary: "The automatic reply.",
    answers: { 200: autoReplySettings },
  },
  putAutoReply: {
    method: "PUT",
    path: "/settings/auto-reply",
    access: "owner",
    summary: "Change the automatic reply.",
    body: autoReplySettings,
    answers: { 200: autoReplySettings },
  },
  estimatePrice: {
    method: "POST",
    path: "/prices/estimate",
    access: "member",
    summary: "What a message would cost now.",
    body: estimateBody,
    scope: "read",
    answers: { 200: estimate },
  },
  getAttachment: {
    method: "GET",
    path: "/attachments/:id",
    access: "member",
    summary: "The bytes of an attachment; only pictures are shown inline.",
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

/** Name of a route. */
export type RouteName = keyof typeof routes;
