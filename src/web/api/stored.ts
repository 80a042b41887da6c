import { createStore, type Store } from "./create-store.ts";

/** Whose drafts and unsent messages this browser holds; nobody else who signs in here sees them. */
let owner = "";
const known = new Map<string, { reload(): void }>();

/** Names the person who is signed in; every stored value is read again for them. */
export function setStorageOwner(userId: string): void {
  if (owner !== userId) {
    owner = userId;
    for (const { reload } of known.values()) {
      reload();
    }
  }
}

/** A store that survives a reload and is shared by the tabs of one person. */
export type Stored<Value> = Pick<Store<Value>, "get" | "subscribe"> & {
  /** Changes what storage holds at this moment, so that another tab's change is not overwritten. */
  update(change: (value: Value) => Value): void;
};

/** Makes a stored value; `read` checks what storage gave back. */
export function createStored<Value>(name: string, read: (raw: unknown) => Value): Stored<Value> {
  const load = (): Value => read(readJson(keyOf(name)));
  const store = createStore(load());
  let isKept = true;
  known.set(name, { reload: () => store.set(load()) });
  return {
    get: store.get,
    subscribe: store.subscribe,
    update(change) {
      const value = change(isKept ? load() : store.get());
      isKept = writeJson(keyOf(name), value);
      store.set(value);
    },
  };
}

window.addEventListener("storage", (event) => {
  for (const [name, { reload }] of known) {
    if (event.key === keyOf(name)) {
      reload();
    }
  }
});

function keyOf(name: string): string {
  return `mc.${owner}.${name}`;
}

function readJson(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** False when storage is full or forbidden: then the value lives on in this tab alone. */
function writeJson(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
