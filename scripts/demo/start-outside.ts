import type { Clock } from "../../simulators/clock.ts";
import type { CloudApi } from "../../simulators/cloud-api/handle.ts";
import type { CloudApiOptions } from "../../simulators/cloud-api/options.ts";
import { startCloudApi } from "../../simulators/cloud-api/start-cloud-api.ts";
import { type MailSimulator, mailTab, startMail } from "../../simulators/mail/start-mail.ts";
import { hotel, hotelWaba } from "./hotel.ts";

/** The world outside of the product: Meta's Cloud API with the customers' phones, and the mail provider. */
export type Outside = { cloudApi: CloudApi; mail: MailSimulator; close(): Promise<void> };

/** Starts both simulators on one web address; demo and tests use the same. */
export async function startOutside(options: {
  clock: Clock;
  port: number;
  customers?: { name: string; address: string }[];
  cloudApi?: Partial<CloudApiOptions>;
  mail?: { smtpPort: number; imapPort: number; stateFile: string };
}): Promise<Outside> {
  const { clock, port, customers = [] } = options;
  const mail = await startMail({
    clock,
    mailbox: hotel.mailbox,
    customers,
    timeZone: hotel.timeZone,
    ...options.mail,
  });
  const cloudApi = await startCloudApi({
    port,
    clock,
    accessToken: hotel.accessToken,
    appSecret: hotel.appSecret,
    verifyToken: hotel.verifyToken,
    wabas: [hotelWaba],
    extend: (app) => mail.mount(app),
    tabs: [mailTab],
    ...options.cloudApi,
  });
  return {
    cloudApi,
    mail,
    async close() {
      await cloudApi.close();
      await mail.close();
    },
  };
}
