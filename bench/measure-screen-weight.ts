import { buildWeb, webFolder } from "../scripts/build-web.ts";
import { measureFirstLoad } from "../scripts/first-load.ts";
import type { Measured } from "./goals.ts";

/** G11: what the browser fetches of JavaScript before the inbox stands there, as `npm run check` weighs it. */
export async function measureScreenWeight(): Promise<Measured[]> {
  await buildWeb();
  return [{ id: "G11", value: Math.round(measureFirstLoad(webFolder).js / 100) / 10 }];
}
