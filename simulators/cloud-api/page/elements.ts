type Child = Node | string | null | false | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined>;
type Listeners = Partial<{ [Name in keyof HTMLElementEventMap]: (event: HTMLElementEventMap[Name]) => void }>;

/** Makes an element: attributes (true sets an empty one, false and null leave it out), listeners, children. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes & { on?: never } = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...present(children));
  return element;
}

/** Adds listeners to an element and answers it. */
export function on<Target extends HTMLElement>(element: Target, listeners: Listeners): Target {
  for (const [name, listener] of Object.entries(listeners)) {
    element.addEventListener(name, (event) => {
      Reflect.apply(listener, element, [event]);
    });
  }
  return element;
}

/** Makes a button with its action; `label` names one that shows an icon only. */
export function makeButton(
  attributes: Attributes & { on?: never },
  onPress: () => void,
  ...children: Child[]
): HTMLButtonElement {
  return on(make("button", { type: "button", ...attributes }, ...children), { click: onPress });
}

/** Replaces the children of an element. */
export function fill(element: HTMLElement, ...children: Child[]): void {
  element.replaceChildren(...present(children));
}

/** Draws only when what is shown changed, so that focus and selection survive. */
export function fillWhenChanged(element: HTMLElement, shown: unknown, draw: () => Child[]): void {
  const signature = JSON.stringify(shown);
  if (element.dataset.shown === signature) {
    return;
  }
  const focused = document.activeElement?.closest("[data-focus]")?.getAttribute("data-focus");
  element.dataset.shown = signature;
  fill(element, ...draw());
  if (focused && !document.activeElement?.closest("[data-focus]")) {
    element.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((child) => child !== null && child !== false && child !== undefined);
}
