import { make, makeButton } from "../../cloud-api/page/elements.ts";
import { icon } from "../../cloud-api/page/icons.ts";
import { currentLanguage } from "../../cloud-api/page/text.ts";
import { words } from "./words.ts";

const themeKey = "phone.theme";

/** The line above everything: the other page, language and theme, the latter two shared with it. */
export function createTopBar(onLanguage: () => void): HTMLElement {
  const theme = makeButton({ class: "icon-button" }, () => {
    const next = isDark() ? "light" : "dark";
    localStorage.setItem(themeKey, next);
    document.documentElement.dataset.theme = next;
    drawTheme();
  });
  const drawTheme = () => {
    const label = words(isDark() ? "lightTheme" : "darkTheme");
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    theme.setAttribute("aria-label", label);
    theme.title = label;
  };
  drawTheme();
  return make(
    "header",
    { class: "top-bar" },
    make(
      "div",
      { class: "brand" },
      make("img", { src: "/page/icon.svg", alt: "", width: 28, height: 28 }),
      make("h1", { class: "brand-words" }, words("title")),
    ),
    make(
      "nav",
      { class: "tabs", "aria-label": words("pages") },
      make("a", { href: "/" }, words("phone")),
      make("a", { href: "/mail", "aria-current": "page" }, words("mail")),
    ),
    make(
      "div",
      { class: "top-end" },
      makeButton(
        { class: "button button-quiet", lang: currentLanguage() === "es" ? "en" : "es" },
        onLanguage,
        icon("language"),
        make("span", {}, words("language")),
      ),
      theme,
    ),
  );
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
