import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asText, lengthOf } from "../json.ts";
import type { RenderedTemplate, Template } from "../model.ts";
import { isDegree } from "./require.ts";
import { readTextParameters } from "./template-parameters.ts";
import { fillVariables } from "./template-variables.ts";
import type { MediaCheck } from "./validate-media.ts";
import { validateMedia } from "./validate-media.ts";

const textLimit = 60;

/** The header of a template with the parameters of the call: text, a file, a place or a product (§3.6). */
export function renderHeader(
  header: JsonObject,
  parameters: JsonObject[],
  context: { format: Template["parameterFormat"]; checkMedia: MediaCheck },
): NonNullable<RenderedTemplate["header"]> {
  const format = (asText(header.format) ?? "TEXT").toUpperCase();
  if (format === "TEXT") {
    return { format, text: renderText(header, parameters, context.format), media: null };
  }
  if (format === "GIF") {
    throw new GraphError(131055, "Templates with a GIF go through the Marketing Messages API only.");
  }
  const kind = format.toLowerCase();
  const parameter = parameters[0];
  const received = (asText(parameter?.type) ?? "unknown").toUpperCase();
  const media = asObject(parameter?.[kind]);
  if (parameters.length !== 1 || received !== format || !media) {
    throw new GraphError(132012, `header: Format mismatch, expected ${format}, received ${received}`);
  }
  if (kind === "location") {
    if (!isDegree(media.latitude, 90) || !isDegree(media.longitude, 180)) {
      throw new GraphError(132012, "header: latitude and longitude of the location are required");
    }
  } else if (kind === "product") {
    if (!asText(media.product_retailer_id)) {
      throw new GraphError(132012, "header: product_retailer_id is required");
    }
  } else {
    validateMedia(media, kind, context.checkMedia);
  }
  return { format, text: null, media };
}

function renderText(
  header: JsonObject,
  parameters: JsonObject[],
  format: Template["parameterFormat"],
): string {
  const source = asText(header.text) ?? "";
  const values = readTextParameters({ part: "header", text: source, parameters, format });
  const text = fillVariables(source, values);
  if (lengthOf(text) > textLimit) {
    throw new GraphError(132005, `header: the filled text is longer than ${textLimit} characters`);
  }
  return text;
}
