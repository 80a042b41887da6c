import type { WabaSeed } from "../../simulators/cloud-api/options.ts";
import { hotelTemplates } from "./hotel-templates.ts";

/** The simulated hotel: everything that an owner would otherwise get from Meta and from a mail provider. */
export const hotel = {
  name: "Hotel La Marea",
  timeZone: "Europe/Madrid",
  owner: { name: "Lucía Ferrer", email: "lucia@example.com", password: "marea-demo-2026" },
  agent: { name: "Dani Soler", email: "dani@example.com", password: "marea-demo-2026" },
  wabaId: "201600900900001",
  phoneNumberId: "101600900900001",
  phoneNumberId2: "101600900900002",
  accessToken: "demo-access-token-of-the-simulator",
  appSecret: "demo-app-secret-of-the-simulator",
  verifyToken: "demo-verify-token",
  mailbox: { address: "recepcion@example.com", user: "recepcion@example.com", password: "demo-mailbox" },
} as const;

/** The WhatsApp account of the hotel: two numbers and its templates. */
export const hotelWaba: WabaSeed = {
  id: hotel.wabaId,
  name: hotel.name,
  timeZone: hotel.timeZone,
  currency: "USD",
  phoneNumbers: [
    { id: hotel.phoneNumberId, displayPhoneNumber: "+34 600 900 900", verifiedName: "Hotel La Marea" },
    { id: hotel.phoneNumberId2, displayPhoneNumber: "+34 600 900 901", verifiedName: "La Marea Restaurante" },
  ],
  templates: hotelTemplates,
};
