import { createStore } from "../../api/create-store.ts";

/** Which menu of the open thread is open: keys open them as clicks do. */
export const workMenu = createStore<"assign" | "snooze" | "tags" | "more" | "all" | null>(null);
