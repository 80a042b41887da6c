/** A pair of degrees out of what people have at hand: "39.47, -0.37", or a link of a map; null: none is in it. */
export function readCoordinates(text: string): { latitude: number; longitude: number } | null {
  const degrees = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
  const between = String.raw`(?:\s*[,;]\s*|\s+|%2C)`;
  const pair = new RegExp(`${degrees}${between}${degrees}`);
  // OpenStreetMap writes "#map=16/39.47/-0.37"; Google's place pins are exact, its "@" is the middle of the screen.
  const forms = [
    new RegExp(`!3d${degrees}!4d${degrees}`),
    new RegExp(`[?&](?:q|query|ll|destination|center)=${degrees}${between}${degrees}`),
    new RegExp(`mlat=${degrees}&mlon=${degrees}`),
    new RegExp(`#map=[\\d.]+/${degrees}/${degrees}`),
    new RegExp(`@${degrees},${degrees}`),
  ];
  const found = /^https?:/i.test(text.trim())
    ? forms.map((form) => form.exec(text)).find((match) => match !== null)
    : new RegExp(`^\\s*${pair.source}\\s*$`).exec(text);
  const [, latitude, longitude] = found ?? [];
  return latitude === undefined || longitude === undefined
    ? null
    : { latitude: Number(latitude), longitude: Number(longitude) };
}
