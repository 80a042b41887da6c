import { make, makeButton } from "./elements.ts";
import { icon } from "./icons.ts";
import type { State } from "./model.ts";
import { currentLanguage, text } from "./text.ts";

const themeKey = "phone.theme";

/** The line above everything: where we are, the other simulators, language and theme. */
export function createTopBar(onLanguage: () => void): {
  element: HTMLElement;
  draw: (state: State | null) => void;
} {
  const tabs = make("nav", { class: "tabs", "aria-label": text("simulators") });
  const theme = makeButton({ class: "icon-button" }, () => {
    const next = isDark() ? "light" : "dark";
    localStorage.setItem(themeKey, next);
    document.documentElement.dataset.theme = next;
    drawTheme();
  });
  const drawTheme = () => {
    const label = text(isDark() ? "lightTheme" : "darkTheme");
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    theme.setAttribute("aria-label", label);
    theme.title = label;
  };
  drawTheme();
  const language = makeButton(
    {
      class: "button button-quiet",
      lang: currentLanguage() === "es" ? "en" : "es",
      "aria-label": text("language"),
    },
    onLanguage,
    icon("language"),
    make("span", {}, text("language")),
  );
  const element = make(
    "header",
    { class: "top-bar" },
    make(
      "h1",
      { class: "brand" },
      make("img", { src: "/page/icon.svg", alt: "", width: 28, height: 28 }),
      make("span", {}, text("title")),
    ),
    tabs,
    make("div", { class: "top-end" }, language, theme),
  );
  const draw = (state: State | null) => {
    const others = state?.tabs ?? [];
    tabs.hidden = others.length === 0;
    const links = others.map((tab) => make("a", { href: tab.path }, tab.label[currentLanguage()]));
    tabs.replaceChildren(make("a", { href: "/", "aria-current": "page" }, text("chat")), ...links);
  };
  return { element, draw };
}

/** Puts the theme of the last visit; without one the system's own counts. */
export function restoreTheme(): void {
  const saved = localStorage.getItem(themeKey);
  if (saved) {
    document.documentElement.dataset.theme = saved;
  }
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
