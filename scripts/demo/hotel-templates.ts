import type { TemplateSeed } from "../../simulators/cloud-api/options.ts";

/** Eight templates as Meta lists them: approved, pending and rejected, one with header and buttons, one named. */
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
];
