import { presenceBody, presenceList } from "./presence.ts";
import { byId, type Route } from "./route.ts";
import { searchQuery, searchResults } from "./search.ts";
import * as threads from "./threads.ts";

/** The rows of the route table about threads: lists, one of them, what people do with them, and what is found. */
export const threadRoutes = {
  listThreads: {
    method: "GET",
    path: "/threads",
    access: "member",
    summary: "Threads of a view, in its order.",
    query: threads.threadListQuery,
    answers: { 200: threads.threadPage },
  },
  countThreads: {
    method: "GET",
    path: "/threads/counts",
    access: "member",
    summary: "How many threads each view has, up to 1,000.",
    query: threads.threadCountsQuery,
    answers: { 200: threads.threadCounts },
  },
  search: {
    method: "GET",
    path: "/search",
    access: "member",
    summary: "Customers by name, number or e-mail, and messages by their words.",
    query: searchQuery,
    answers: { 200: searchResults },
  },
  getThread: {
    method: "GET",
    path: "/threads/:id",
    access: "member",
    summary: "One thread with its windows and conversations.",
    params: byId,
    answers: { 200: threads.threadDetail },
  },
  updateThread: {
    method: "PATCH",
    path: "/threads/:id",
    access: "member",
    summary: "Assign, snooze, resolve, reopen or tag.",
    params: byId,
    body: threads.updateThreadBody,
    answers: { 200: threads.threadDetail },
  },
  changeThreads: {
    method: "POST",
    path: "/threads/changes",
    access: "member",
    summary: "Change several threads; each one is changed whole or not at all.",
    body: threads.changeThreadsBody,
    answers: { 200: threads.changedThreads },
  },
  markThreadUnread: {
    method: "POST",
    path: "/threads/:id/unread",
    access: "member",
    summary: "Somebody should look at the thread again.",
    params: byId,
    answers: { 204: null },
  },
  markPresence: {
    method: "POST",
    path: "/threads/:id/presence",
    access: "member",
    summary: "Tell that one looks at the thread or writes; who else does.",
    params: byId,
    body: presenceBody,
    answers: { 200: presenceList },
  },
  markThreadRead: {
    method: "POST",
    path: "/threads/:id/read",
    access: "member",
    summary: "The thread was seen; the customer gets read receipts.",
    params: byId,
    answers: { 204: null },
  },
} as const satisfies Record<string, Route>;
