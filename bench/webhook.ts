/** Who writes to which number, and when. */
export type WebhookPlan = {
  phoneNumberId: string;
  customers: number;
  /** Unix seconds of the first message; each customer's next one is a second later, so that it moves the window. */
  firstSentAt: number;
};

/** One text message of one of the customers, as Meta sends it: non-ASCII escaped before it is signed. */
export function composeWebhook(plan: WebhookPlan, index: number): string {
  const customer = index % plan.customers;
  const waId = `34600${String(900_000 + customer)}`;
  const bsuid = `ES.${String(9_000_000_000 + customer)}`;
  const json = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "201600900900001",
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "34600900900", phone_number_id: plan.phoneNumberId },
              contacts: [{ profile: { name: `Cliente ${customer}` }, wa_id: waId, user_id: bsuid }],
              messages: [
                {
                  from: waId,
                  from_user_id: bsuid,
                  id: providerIdOf(index),
                  timestamp: String(plan.firstSentAt + Math.floor(index / plan.customers)),
                  type: "text",
                  text: {
                    body: `¿Hay sitio en el parking para el día ${index % 28}? Llegaríamos por la tarde.`,
                  },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  return json.replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The id that Meta gives to a message. */
export function providerIdOf(index: number): string {
  return `wamid.HBgLMzQ2MDA5MDA5MDAVAgASGBQzQTAw${String(index).padStart(8, "0")}`;
}
