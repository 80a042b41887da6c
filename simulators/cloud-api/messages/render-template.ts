import { GraphError } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects, asText, lengthOf } from "../json.ts";
import type { RenderedTemplate, Template } from "../model.ts";
import { renderButtons } from "./render-buttons.ts";
import { renderHeader } from "./render-header.ts";
import { checkNoParameters, parametersOf, readTextParameters } from "./template-parameters.ts";
import { fillVariables, typeOf } from "./template-variables.ts";
import type { MediaCheck } from "./validate-media.ts";

/** What a call is judged by besides the template. */
export type RenderContext = { checkMedia: MediaCheck; now: number };

type Parts = {
  components: readonly JsonObject[];
  format: Template["parameterFormat"];
  isCode: boolean;
  /** Longest body, filled. */
  bodyLimit: number;
};

const sendable = new Set([
  "HEADER",
  "BODY",
  "BUTTON",
  "CAROUSEL",
  "LIMITED_TIME_OFFER",
  "TAP_TARGET_CONFIGURATION",
]);
const bodyLimit = 1_024;
const cardBodyLimit = 160;
const codeLimit = 15;

/** Fills a template with the components of the call, as Meta checks and the customer sees it (§3.6). */
export function renderTemplate(
  template: Template,
  sent: JsonObject[],
  context: RenderContext,
): RenderedTemplate {
  const stranger = sent.find((component) => !sendable.has(typeOf(component)));
  if (stranger) {
    throw new GraphError(100, `Param template.components.type ${typeOf(stranger)} is not known.`);
  }
  const parts: Parts = {
    components: template.components,
    format: template.parameterFormat,
    isCode: template.category === "AUTHENTICATION",
    bodyLimit,
  };
  const offer = find(template.components, "LIMITED_TIME_OFFER");
  const carousel = find(template.components, "CAROUSEL");
  return {
    ...renderParts(parts, sent, context),
    footer: asText(find(template.components, "FOOTER")?.text),
    offer: offer ? renderOffer(offer, find(sent, "LIMITED_TIME_OFFER"), context.now) : null,
    cards: carousel ? renderCards(parts, carousel, find(sent, "CAROUSEL"), context) : [],
  };
}

/** Header, body and buttons: of a template, or of one card of its carousel. */
function renderParts(
  { components, format, isCode, bodyLimit }: Parts,
  sent: JsonObject[],
  context: RenderContext,
): Pick<RenderedTemplate, "header" | "body" | "buttons"> {
  const header = find(components, "HEADER");
  const headerParameters = parametersOf(find(sent, "HEADER"));
  if (!header) {
    checkNoParameters("header", headerParameters);
  }
  const text = asText(find(components, "BODY")?.text) ?? "";
  const values = readTextParameters({
    part: "body",
    text,
    parameters: parametersOf(find(sent, "BODY")),
    format,
  });
  const tooLong = isCode && [...values.values()].find((value) => lengthOf(value) > codeLimit);
  if (tooLong) {
    throw new GraphError(132018, `body: a code has at most ${codeLimit} characters`);
  }
  const body = fillVariables(text, values);
  if (lengthOf(body) > bodyLimit) {
    throw new GraphError(132005, `body: the filled text is longer than ${bodyLimit} characters`);
  }
  return {
    header: header ? renderHeader(header, headerParameters, { ...context, format }) : null,
    body,
    buttons: renderButtons(asObjects(find(components, "BUTTONS")?.buttons), sent, context.now),
  };
}

/** The offer's words and its end, which the call names when the template says that it ends. */
function renderOffer(
  offer: JsonObject,
  given: JsonObject | undefined,
  now: number,
): NonNullable<RenderedTemplate["offer"]> {
  const node = asObject(offer.limited_time_offer);
  const value = asObject(parametersOf(given)[0]?.limited_time_offer)?.expiration_time_ms;
  const endsAt = typeof value === "number" ? value : null;
  if (node?.has_expiration === true && endsAt === null) {
    throw new GraphError(131008, "limited_time_offer: expiration_time_ms is required");
  }
  if (endsAt !== null && endsAt <= now) {
    throw new GraphError(132012, "limited_time_offer: expiration_time_ms is over already");
  }
  return { text: asText(node?.text) ?? "", endsAt };
}

function renderCards(
  parts: Parts,
  carousel: JsonObject,
  given: JsonObject | undefined,
  context: RenderContext,
): RenderedTemplate["cards"] {
  const cards = asObjects(carousel.cards);
  const sent = asObjects(given?.cards);
  if (sent.length !== cards.length) {
    throw new GraphError(
      132000,
      `carousel: number of cards (${sent.length}) does not match the expected number of cards (${cards.length})`,
    );
  }
  return cards.map((card, index) => {
    const own = sent.find((candidate) => Number(candidate.card_index) === index);
    if (!own) {
      throw new GraphError(132012, `carousel: there is no card with card_index ${index}`);
    }
    const components = asObjects(card.components);
    return renderParts(
      { ...parts, components, bodyLimit: cardBodyLimit },
      asObjects(own.components),
      context,
    );
  });
}

function find(components: readonly JsonObject[], type: string): JsonObject | undefined {
  return components.find((component) => typeOf(component) === type);
}
