import { createStore } from "../../api/create-store.ts";

/** Which of the two dialogs of the keyboard is open. */
export const shellDialog = createStore<"commands" | "help" | null>(null);
