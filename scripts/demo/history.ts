/** One thing that somebody did in the simulated hotel's past. */
export type Step = {
  /** When: days ago with the time on the hotel's clock, or minutes ago. */
  at: { daysAgo: number; time: string } | { minutesAgo: number };
  who: keyof typeof people;
} & (
  | { does: "write"; text: string; toRestaurant?: boolean }
  | { does: "send-picture"; text: string }
  | { does: "tap"; button: string }
  | { does: "read" }
  | { does: "mail"; subject: string; text: string; answers?: boolean }
  | { does: "get-text"; text: string }
  | {
      does: "get-template";
      name: string;
      language: string;
      fields: Record<string, Record<string, string>>;
      /** Meta's code when it does not arrive. */
      fails?: number;
    }
  | { does: "lose-number" }
  | { does: "get-mail"; subject: string; text: string }
  | { does: "get-note"; text: string }
);

/** The hotel's customers; numbers are of ranges that nobody has. */
export const people = {
  maria: { name: "María Robles", waId: "34600900101", email: "maria.robles@example.com", language: "es" },
  jorge: { name: "Jorge Peña", waId: "34600900102", email: "jorge.pena@example.com", language: "es" },
  ines: { name: "Inés Castellano", waId: null, email: "ines.castellano@example.com", language: "es" },
  tom: { name: "Tom Hendricks", waId: "447700900103", email: "tom.hendricks@example.com", language: "en" },
  carmen: { name: "Carmen Salas", waId: "34600900104", email: null, language: "es" },
  youssef: { name: "Youssef El Amrani", waId: "34600900105", email: "youssef@example.com", language: "es" },
  pilar: { name: "Pilar Gómez", waId: "34600900106", email: "pilar.gomez@example.com", language: "es" },
  emma: { name: "Emma Clarke", waId: "447700900107", email: "emma.clarke@example.com", language: "en" },
  nuria: { name: "Nuria Vidal", waId: "34600900108", email: "nuria.vidal@example.com", language: "es" },
  andres: { name: "Andrés Molina", waId: "34600900109", email: "andres.molina@example.com", language: "es" },
  hugo: { name: "Hugo Sanz", waId: "34600900110", email: null, language: "es" },
  marta: {
    name: "Marta León Ibáñez",
    nameOnPhone: "Marta León",
    waId: "34600900111",
    email: "marta.leon@example.com",
    language: "es",
  },
  oscar: { name: "Óscar Lillo", waId: "34600900112", email: "oscar.lillo@example.com", language: "es" },
} as const;

/** Answer by rule, as the owner of the hotel wrote it. */
export const autoReply = {
  enabled: true,
  text: "Hola, gracias por escribir al Hotel La Marea. Te respondemos en unos minutos.",
  everyHours: 12,
  quietMinutes: 30,
};

const body = (...values: string[]) => ({
  body: Object.fromEntries(values.map((value, index) => [String(index + 1), value])),
});

/**
 * What happened, oldest first. Andrés was only added, so that one customer was never written to; nobody answered Hugo in
 * time; Marta writes from a number that was no longer hers; what was sent to Óscar does not arrive.
 */
export const history: readonly Step[] = [
  {
    at: { daysAgo: 6, time: "10:05" },
    who: "pilar",
    does: "mail",
    subject: "Consulta sobre media pensión",
    text: "Buenos días:\n\n¿La media pensión incluye las bebidas? Iríamos cuatro noches en abril.\n\nUn saludo,\nPilar",
  },
  {
    at: { daysAgo: 6, time: "10:40" },
    who: "pilar",
    does: "get-mail",
    subject: "Re: Consulta sobre media pensión",
    text: "Hola, Pilar:\n\nIncluye agua y vino de la casa. Si nos dices las fechas te mandamos el precio de las cuatro noches.\n\nUn saludo,\nHotel La Marea",
  },
  {
    at: { daysAgo: 5, time: "18:02" },
    who: "maria",
    does: "write",
    text: "Hola, ¿tenéis parking en el hotel?",
  },
  {
    at: { daysAgo: 5, time: "18:16" },
    who: "maria",
    does: "get-text",
    text: "Sí, tenemos parking cubierto por 18 € al día. No hace falta reservar, pero avísanos si el coche mide más de 1,90 m de alto.",
  },
  { at: { daysAgo: 5, time: "18:17" }, who: "maria", does: "read" },
  {
    at: { daysAgo: 5, time: "18:19" },
    who: "maria",
    does: "write",
    text: "Perfecto, gracias. ¿Me podéis mandar la confirmación por correo?",
  },
  {
    at: { daysAgo: 5, time: "18:25" },
    who: "maria",
    does: "get-mail",
    subject: "Confirmación de tu reserva 48213",
    text: "Buenas tardes, María:\n\nTe mandamos la confirmación con la política de cancelación y el mapa para llegar al parking.\n\nUn saludo,\nHotel La Marea",
  },
  {
    at: { daysAgo: 5, time: "18:31" },
    who: "maria",
    does: "get-note",
    text: "Viene con perro: la 204 es la habitación que mejor les va.",
  },
  {
    at: { daysAgo: 4, time: "09:10" },
    who: "tom",
    does: "write",
    text: "Hello, is breakfast included in the room rate?",
  },
  {
    at: { daysAgo: 4, time: "09:24" },
    who: "tom",
    does: "get-text",
    text: "Good morning Tom. Yes, breakfast is included, from 7:30 to 10:30.",
  },
  { at: { daysAgo: 4, time: "09:26" }, who: "tom", does: "read" },
  {
    at: { daysAgo: 4, time: "12:30" },
    who: "carmen",
    does: "write",
    text: "¿Se puede cenar en la terraza sin estar alojada?",
    toRestaurant: true,
  },
  {
    at: { daysAgo: 4, time: "12:44" },
    who: "carmen",
    does: "get-text",
    text: "Claro, Carmen. ¿Para cuántas personas y qué día?",
  },
  {
    at: { daysAgo: 4, time: "12:50" },
    who: "carmen",
    does: "write",
    text: "Somos cinco, el sábado sobre las nueve y media.",
    toRestaurant: true,
  },
  {
    at: { daysAgo: 4, time: "12:58" },
    who: "carmen",
    does: "get-text",
    text: "Hecho: mesa para cinco el sábado a las 21:30.",
  },
  { at: { daysAgo: 4, time: "13:05" }, who: "marta", does: "lose-number" },
  {
    at: { daysAgo: 3, time: "11:00" },
    who: "jorge",
    does: "write",
    text: "Buenas, ¿podríais guardar las maletas el domingo hasta las ocho?",
  },
  {
    at: { daysAgo: 3, time: "11:12" },
    who: "jorge",
    does: "get-text",
    text: "Sí, Jorge, tenemos consigna y no se cobra.",
  },
  {
    at: { daysAgo: 3, time: "16:00" },
    who: "emma",
    does: "get-template",
    name: "arrival_reminder",
    language: "en_GB",
    fields: body("Emma", "Saturday 28"),
  },
  {
    at: { daysAgo: 3, time: "16:45" },
    who: "emma",
    does: "write",
    text: "Around 5 pm. Could we have a cot for the baby?",
  },
  {
    at: { daysAgo: 3, time: "16:58" },
    who: "emma",
    does: "get-text",
    text: "Of course. The cot will be in your room, at no extra cost.",
  },
  {
    at: { daysAgo: 2, time: "10:15" },
    who: "nuria",
    does: "write",
    text: "¿Tenéis habitación adaptada para silla de ruedas?",
  },
  {
    at: { daysAgo: 2, time: "13:20" },
    who: "ines",
    does: "mail",
    subject: "Factura del grupo de octubre",
    text: "Hola:\n\nNos falta la factura del grupo de octubre (reserva 47790). ¿Nos la podéis enviar a nombre de la agencia?\n\nGracias,\nInés Castellano",
  },
  {
    at: { daysAgo: 1, time: "10:00" },
    who: "jorge",
    does: "get-template",
    name: "recordatorio_llegada",
    language: "es_ES",
    fields: body("Jorge", "viernes"),
  },
  {
    at: { minutesAgo: 26 * 60 },
    who: "hugo",
    does: "write",
    text: "Buenas, ¿admitís perros grandes? Iríamos el puente de diciembre.",
  },
  {
    at: { minutesAgo: 23 * 60 + 10 },
    who: "youssef",
    does: "write",
    text: "Hola, ¿a qué hora sale el último autobús al aeropuerto?",
  },
  {
    at: { minutesAgo: 22 * 60 + 55 },
    who: "youssef",
    does: "get-text",
    text: "El último sale a las 22:40 desde la plaza, a dos minutos del hotel.",
  },
  {
    at: { minutesAgo: 22 * 60 + 40 },
    who: "youssef",
    does: "write",
    text: "¿Y hay que comprar el billete antes?",
  },
  {
    at: { minutesAgo: 262 },
    who: "emma",
    does: "send-picture",
    text: "We loved the beach by the hotel. Is there a table outside for tonight?",
  },
  {
    at: { minutesAgo: 190 },
    who: "tom",
    does: "mail",
    subject: "Invoice for our stay",
    text: "Hello,\n\nCould you send me the invoice of our last stay to this address?\n\nBest wishes,\nTom",
  },
  {
    at: { minutesAgo: 154 },
    who: "marta",
    does: "write",
    text: "Hola, soy Marta. He recuperado mi número de siempre. ¿Sigue en pie la cena de Nochevieja?",
  },
  {
    at: { minutesAgo: 125 },
    who: "carmen",
    does: "write",
    text: "Hola, ¿podemos cambiar la mesa a seis personas?",
    toRestaurant: true,
  },
  {
    at: { minutesAgo: 110 },
    who: "oscar",
    does: "get-template",
    name: "recordatorio_llegada",
    language: "es_ES",
    fields: body("Óscar", "domingo"),
    fails: 131026,
  },
  {
    at: { minutesAgo: 96 },
    who: "nuria",
    does: "get-template",
    name: "confirmacion_reserva",
    language: "es_ES",
    fields: {
      header: { "1": "48377" },
      ...body("Nuria", "27 de noviembre", "29 de noviembre"),
      buttons: { "2": "48377" },
    },
  },
  { at: { minutesAgo: 92 }, who: "nuria", does: "tap", button: "Todo correcto" },
  {
    at: { minutesAgo: 41 },
    who: "maria",
    does: "write",
    text: "Buenos días, al final llegamos sobre las 23:30. ¿Hay alguien en recepción a esa hora?",
  },
  { at: { minutesAgo: 39 }, who: "maria", does: "write", text: "Y otra cosa, ¿se puede añadir una cuna?" },
];
