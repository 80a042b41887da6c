import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser, type TestBrowser } from "../support/browser.ts";
import { addGuest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
  const open = addGuest(world, { name: "María Ferrer", waId: "34600900001" });
  const closed = addGuest(world, { name: "Eva Soler", waId: "34600900002" });
  await closed.writes("¿A qué hora es el desayuno?", { at: "08 10:00:00" });
  await closed.answer("De siete a diez y media.");
  await open.writes("¿Hay parking?", { at: "10 18:02:00" });
  await open.writes("¿Y piscina?");
  await open.answer("Sí, las dos cosas.");
  await moveClock(world, march("10 18:10:00"));
});
afterAll(() => world.close());

type Screen = { name: string; show: (desk: AgentDesk) => Promise<void> };

async function goTo({ page }: AgentDesk, path: string): Promise<void> {
  await page.goto(`${world.url}${path}`);
  await page.getByRole("navigation").first().waitFor();
}

/** Their colours and names are looked at by settings-access.test.ts. */
const settings = [
  "profile",
  "notifications",
  "channels",
  "connect-whatsapp",
  "connect-mailbox",
  "templates",
  "auto-reply",
  "canned-replies",
  "tags",
  "members",
  "workspace",
  "api-keys",
];

const screens: Screen[] = [
  { name: "the inbox without an open thread", show: (desk) => goTo(desk, "/inbox") },
  {
    name: "a thread with an open window",
    show: async (desk) => {
      await goTo(desk, "/inbox");
      await desk.open("María Ferrer");
      await desk.textBox.waitFor();
    },
  },
  {
    name: "a thread with a closed window",
    show: async (desk) => {
      await goTo(desk, "/inbox");
      await desk.open("Eva Soler");
      await desk.composer.getByRole("button", { name: "Elegir plantilla" }).waitFor();
    },
  },
  {
    name: "the template dialog",
    show: async (desk) => {
      await desk.composer.getByRole("button", { name: "Elegir plantilla" }).click();
      const dialog = desk.page.getByRole("dialog");
      await dialog.getByRole("button", { name: /recordatorio_llegada/ }).click();
      await dialog.getByRole("textbox").nth(1).waitFor();
    },
  },
  {
    name: "the dialog for a new customer",
    show: async (desk) => {
      await goTo(desk, "/inbox");
      await desk.page.getByRole("button", { name: "Nuevo cliente" }).click();
      await desk.page.getByRole("dialog").getByLabel("Nombre").waitFor();
    },
  },
  {
    name: "the table of keys",
    show: async (desk) => {
      await goTo(desk, "/inbox");
      await desk.page.keyboard.press("?");
      await desk.page.getByRole("dialog", { name: "Atajos de teclado" }).waitFor();
    },
  },
  {
    name: "the command bar",
    show: async (desk) => {
      await goTo(desk, "/inbox");
      await desk.page.getByRole("link", { name: /Eva Soler/ }).waitFor();
      await desk.page.keyboard.press("Control+k");
      await desk.page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "the costs of WhatsApp",
    show: async (desk) => {
      await goTo(desk, "/help/whatsapp-costs");
      await desk.page.getByRole("heading", { level: 1 }).waitFor();
    },
  },
];

const settingsScreens: Screen[] = settings.map((name) => ({
  name: `the settings: ${name}`,
  show: async (desk) => {
    await goTo(desk, `/settings/${name}`);
    await desk.page.getByRole("heading", { level: 1 }).waitFor();
  },
}));

describe.each(["light", "dark"] as const)("axe finds nothing of any level, %s", (colorScheme) => {
  const seen: TestBrowser = { ...browser, newPage: () => browser.newPage({ colorScheme }) };
  let desk: AgentDesk;
  beforeAll(async () => {
    desk = await signInAtDesk(world, seen);
  });

  it.each(screens)("on $name", async ({ show }) => {
    await show(desk);
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it.each(["/sign-in", "/setup?token=none"])("on %s", async (path) => {
    const page = await seen.newPage();
    await page.goto(`${world.url}${path}`);
    await page.getByRole("main").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe("at 320 px, as at 400 % zoom", () => {
  let desk: AgentDesk;
  beforeAll(async () => {
    const viewport = { width: 320, height: 640 };
    desk = await signInAtDesk(world, { ...browser, newPage: () => browser.newPage({ viewport }) });
  });

  it.each([...screens, ...settingsScreens])("nothing scrolls sideways on $name", async ({ show }) => {
    await show(desk);
    expect(await desk.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
  });
});

describe("with the keyboard alone", () => {
  it("a thread is opened, answered and left; the focus is always seen, never below the composer", async () => {
    const desk = await signInAtDesk(world, browser);
    const { page } = desk;
    await page.getByRole("link", { name: /María Ferrer/ }).waitFor();
    await tabTo(page, /^\S{0,3}\s*María Ferrer/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "María Ferrer", level: 2 }).waitFor();
    await page.goto(page.url());
    await desk.textBox.waitFor();
    await tabTo(page, /^Ir al cuadro de respuesta/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^Mensaje de WhatsApp/);
    await page.keyboard.type("Hasta luego");
    await page.keyboard.press("Enter");
    await desk.log.getByText("Hasta luego").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByText("Elige un hilo").waitFor();
  });
});

/** Presses Tab until what is named so has the focus; each stop on the way must be seen whole and marked. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate<Stop>(whereIsFocus);
    expect(stop.isMarked, `the focus on ${stop.name} is marked`).toBe(true);
    expect(stop.isCovered, `${stop.name} is covered`).toBe(false);
    if (name.test(stop.name)) {
      return;
    }
  }
  throw new Error(`Sixty presses of Tab did not reach ${name}.`);
}

type Stop = { name: string; isMarked: boolean; isCovered: boolean };

const whereIsFocus = `(() => {
  const element = document.activeElement;
  if (element === document.body) {
    return { name: "", isMarked: true, isCovered: false };
  }
  const isControl = element.matches("a, button, input, textarea, [tabindex='-1']");
  const name = !isControl ? "" : element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.innerText ?? "";
  const box = element.getBoundingClientRect();
  const within = element.closest("#composer") ?? element.parentElement;
  const marks = [element, within].map((one) => getComputedStyle(one));
  const isMarked = marks.some((one) => parseFloat(one.outlineWidth) > 0 && one.outlineStyle !== "none" || one.boxShadow !== "none");
  const top = document.elementFromPoint(box.x + box.width / 2, Math.min(box.y + Math.min(box.height / 2, 20), innerHeight - 1));
  const isCovered = box.width > 0 && top !== null && !element.contains(top) && !top.contains(element);
  return { name: name.trim(), isMarked, isCovered };
})()`;
