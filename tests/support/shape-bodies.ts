import { readFileSync } from "node:fs";
import { hotel } from "../../scripts/demo/hotel.ts";

const folder = new URL("../../src/channels/whatsapp/fixtures/", import.meta.url);

/** One customer of a shape, by the name of the test: nobody else has these ids. */
export type ShapePeople = { waId: string; bsuid: string; mark: string };

/** A written webhook body, told of the hotel's number, of a customer of one's own, and of messages of their own. */
export function shapeBody(fixture: string, { waId, bsuid, mark }: ShapePeople): Buffer {
  const text = readFileSync(new URL(`${fixture}.json`, folder), "utf8");
  const told = text
    .replaceAll("106540352242922", hotel.phoneNumberId)
    .replaceAll("102290129340398", hotel.wabaId)
    .replaceAll("34910000000", "34600900900")
    .replaceAll("34600900001", waId)
    .replaceAll("ES.1349120865530274", bsuid)
    .replaceAll(/"(wamid|wacid)\.(\w+)"/g, `"$1.${mark}$2"`);
  return Buffer.from(told);
}
