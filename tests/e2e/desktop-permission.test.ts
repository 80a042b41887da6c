import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder") });
});
afterAll(() => world.close());

/** A browser that has not decided yet, and decides so when it is asked. */
const deciding = (answer: "granted" | "denied") => `
  window.asked = 0;
  window.Notification = class {
    static permission = "default";
    static async requestPermission() {
      window.asked += 1;
      Notification.permission = ${JSON.stringify(answer)};
      return Notification.permission;
    }
  };
`;

async function openPage(answer: "granted" | "denied") {
  const { page } = await signInAtDesk(world, {
    ...browser,
    newPage: async (options) => {
      const page = await browser.newPage(options);
      await page.context().addInitScript(deciding(answer));
      return page;
    },
  });
  await page.goto(`${world.url}/settings/notifications`);
  await page.getByText("Todavía no las has permitido").waitFor();
  return page;
}

it("the browser is asked for notifications only by the button, and the page says that they are allowed", async () => {
  const page = await openPage("granted");
  expect(await page.evaluate("asked")).toBe(0);
  const button = page.getByRole("button", { name: "Permitir notificaciones" });
  await button.click();
  await page.getByText("Permitidas. Saltan aunque estés en otra ventana.").waitFor();
  expect([await page.evaluate("asked"), await button.count()]).toEqual([1, 0]);
});

it("a refusal is told with the way to take it back, and its end is noticed when the person comes back", async () => {
  const page = await openPage("denied");
  await page.getByRole("button", { name: "Permitir notificaciones" }).click();
  await page.getByText(/^Están bloqueadas\. Para permitirlas, .+ pon Notificaciones en Permitir/).waitFor();
  await page.evaluate("Notification.permission = 'granted'; window.dispatchEvent(new Event('focus'))");
  await eventually(async () => expect(await page.getByText(/^Permitidas/).count()).toBe(1));
});
