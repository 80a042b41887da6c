import type { ApiClient } from "./api-client.ts";
import { hotel } from "./hotel.ts";
import type { Outside } from "./start-outside.ts";

/** Ids of the hotel's channels. */
export type HotelChannels = {
  whatsappChannelId: string;
  restaurantChannelId: string;
  emailChannelId: string;
};

/** Connects both numbers and the mailbox through the API, as an owner would, and reads the templates. */
export async function connectHotel(api: ApiClient, { mail }: Outside): Promise<HotelChannels> {
  const connect = (body: object) => api.post<{ id: string }>("/channels", body);
  const number = (name: string, phoneNumberId: string) =>
    connect({
      kind: "whatsapp",
      name,
      phoneNumberId,
      wabaId: hotel.wabaId,
      accessToken: hotel.accessToken,
      appSecret: hotel.appSecret,
      verifyToken: hotel.verifyToken,
      timeZone: hotel.timeZone,
    });
  const reception = await number("Recepción", hotel.phoneNumberId);
  const restaurant = await number("Restaurante", hotel.phoneNumberId2);
  const { address, user, password } = hotel.mailbox;
  const login = { host: mail.host, secure: false, user, password };
  const mailbox = await connect({
    kind: "email",
    name: "Correo de recepción",
    address,
    imap: { ...login, port: mail.imapPort },
    smtp: { ...login, port: mail.smtpPort },
  });
  await api.post("/templates/sync", {});
  return { whatsappChannelId: reception.id, restaurantChannelId: restaurant.id, emailChannelId: mailbox.id };
}
