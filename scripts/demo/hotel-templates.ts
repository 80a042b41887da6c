import type { TemplateSeed } from "../../simulators/cloud-api/options.ts";

/** A card of the carousel: a picture, a line and two buttons. */
const roomCard = (example: string) => ({
  components: [
    { type: "HEADER", format: "IMAGE" },
    { type: "BODY", text: "{{1}}, desde {{2}} la noche.", example: { body_text: [[example, "95 €"]] } },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Me interesa" },
        {
          type: "URL",
          text: "Ver habitación",
          url: "https://lamarea.example.com/h/{{1}}",
          example: ["https://lamarea.example.com/h/12"],
        },
      ],
    },
  ],
});

/** Templates as Meta lists them: approved, pending and rejected, with header and buttons, named, with cards, with an offer. */
export const hotelTemplates: readonly TemplateSeed[] = [
  {
    name: "recordatorio_llegada",
    language: "es_ES",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "Hola {{1}}, te esperamos el {{2}}. ¿A qué hora tienes previsto llegar?",
        example: { body_text: [["María", "viernes 13"]] },
      },
      { type: "FOOTER", text: "Hotel La Marea" },
    ],
  },
  {
    name: "confirmacion_reserva",
    language: "es_ES",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "TEXT", text: "Reserva {{1}}", example: { header_text: ["48213"] } },
      {
        type: "BODY",
        text: "Hola {{1}}, tu estancia del {{2}} al {{3}} está confirmada. Puedes ver los detalles en el enlace.",
        example: { body_text: [["María", "27 de marzo", "29 de marzo"]] },
      },
      { type: "FOOTER", text: "Hotel La Marea" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Todo correcto" },
          { type: "QUICK_REPLY", text: "Quiero cambiarla" },
          {
            type: "URL",
            text: "Ver la reserva",
            url: "https://lamarea.example.com/r/{{1}}",
            example: ["https://lamarea.example.com/r/48213"],
          },
        ],
      },
    ],
  },
  {
    name: "respuesta_pendiente",
    language: "es_ES",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "Hola {{1}}, tenemos la respuesta a tu consulta sobre {{2}}. Contesta a este mensaje y te la contamos.",
        example: { body_text: [["María", "el parking"]] },
      },
    ],
  },
  {
    name: "oferta_escapada",
    language: "es_ES",
    category: "MARKETING",
    parameterFormat: "NAMED",
    components: [
      {
        type: "BODY",
        text: "Hola {{nombre}}, este mes tienes un {{descuento}} en tu próxima escapada con nosotros.",
        example: {
          body_text_named_params: [
            { param_name: "nombre", example: "María" },
            { param_name: "descuento", example: "15 %" },
          ],
        },
      },
      { type: "FOOTER", text: "Responde BAJA si no quieres ofertas" },
    ],
  },
  {
    name: "encuesta_estancia",
    language: "es_ES",
    category: "MARKETING",
    status: "PENDING",
    components: [{ type: "BODY", text: "Gracias por tu visita. ¿Nos cuentas en un minuto qué tal ha ido?" }],
  },
  {
    name: "aviso_obras",
    language: "es_ES",
    category: "UTILITY",
    status: "REJECTED",
    rejectedReason: "INVALID_FORMAT",
    components: [
      {
        type: "BODY",
        text: "Durante tu estancia habrá obras en la calle del hotel de {{1}} a {{2}} horas. Te pedimos disculpas.",
        example: { body_text: [["9", "14"]] },
      },
    ],
  },
  {
    name: "arrival_reminder",
    language: "en_GB",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "Hello {{1}}, we look forward to seeing you on {{2}}. What time do you expect to arrive?",
        example: { body_text: [["Tom", "Friday 13"]] },
      },
      { type: "FOOTER", text: "Hotel La Marea" },
    ],
  },
  {
    name: "pending_reply",
    language: "en_GB",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "We have an answer to your question. Reply to this message and we will send it to you.",
      },
    ],
  },
  {
    name: "habitaciones_con_vistas",
    language: "es_ES",
    category: "MARKETING",
    components: [
      {
        type: "BODY",
        text: "Hola {{1}}, estas habitaciones siguen libres en tus fechas:",
        example: { body_text: [["María"]] },
      },
      { type: "CAROUSEL", cards: [roomCard("Doble con balcón"), roomCard("Suite frente al mar")] },
    ],
  },
  {
    name: "precio_de_ultima_hora",
    language: "es_ES",
    category: "MARKETING",
    components: [
      {
        type: "LIMITED_TIME_OFFER",
        limited_time_offer: { text: "Último momento", has_expiration: true },
      },
      {
        type: "BODY",
        text: "Hola {{1}}, con este código tienes un 20 % en tu próxima noche con nosotros.",
        example: { body_text: [["María"]] },
      },
      {
        type: "BUTTONS",
        buttons: [
          { type: "COPY_CODE", example: "MAR20" },
          {
            type: "URL",
            text: "Reservar",
            url: "https://lamarea.example.com/o/{{1}}",
            example: ["https://lamarea.example.com/o/mar20"],
          },
        ],
      },
    ],
  },
];
