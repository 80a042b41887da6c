import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { issueSetupLink } from "#server/features/session/issue-setup-link.ts";
import { setUpBrowser } from "../support/browser.ts";
import { type Api, owner, startApi } from "../support/start-api.ts";

const browser = setUpBrowser();
let api: Api;

beforeAll(async () => {
  api = await startApi({ webFolder: inject("webFolder") });
});
afterAll(() => api.close());

it("leads from the setup link over the owner to the first channel, and an empty inbox leads back there", async () => {
  const link = (await issueSetupLink(api.ctx, api.url)) ?? "";
  const page = await browser.newPage();
  await page.goto(link);
  await page.getByLabel("Nombre de la empresa").fill(owner.workspaceName);
  await page.getByLabel("Tu nombre").fill(owner.name);
  await page.getByLabel("Tu correo electrónico").fill(owner.email);
  await page.getByLabel("Contraseña", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Crear la empresa" }).click();
  await page.getByRole("heading", { name: "Hola, Lucía" }).waitFor();
  expect(await page.getByLabel("Orden para la terminal", { exact: true }).inputValue()).toBe("npm run demo");
  expect(await page.getByRole("region", { name: "Guía de la demostración" }).count()).toBe(0);
  await page.getByRole("link", { name: "Ir a la bandeja" }).click();
  await page.getByText("Aún no hay ningún canal conectado").waitFor();
  await page.getByRole("link", { name: "Empezar" }).click();
  await page.getByRole("link", { name: "Conectar un número de WhatsApp" }).click();
  await page.getByRole("heading", { name: "Conectar un número de WhatsApp", level: 1 }).waitFor();
  await page.goto(link);
  await page.getByLabel("Nombre de la empresa").fill("Otra");
  await page.getByLabel("Tu nombre").fill("Otra persona");
  await page.getByLabel("Tu correo electrónico").fill("otra@example.com");
  await page.getByLabel("Contraseña", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Crear la empresa" }).click();
  await page.getByText("La empresa ya está creada.").waitFor();
});
