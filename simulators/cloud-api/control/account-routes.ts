import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { accountChangeSchema, changeAccount } from "../accounts/change-account.ts";
import { changeNumberState, numberChangeSchema } from "../accounts/change-number.ts";
import { numberHealth, wabaHealth } from "../accounts/health.ts";
import type { JsonObject } from "../json.ts";
import type { PhoneNumber, Waba } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { sendEvent } from "../webhooks/send-event.ts";
import { requirePhoneNumber, requireWaba } from "./control-error.ts";
import { idOf } from "./control-routes.ts";

const alertSchema = z.strictObject({
  wabaId: z.string().optional(),
  entityType: z.enum(["BUSINESS", "PHONE_NUMBER", "CURRENT_STATUS_ID"]).default("BUSINESS"),
  entityId: z.string().optional(),
  severity: z.enum(["CRITICAL", "INFORMATIONAL", "WARNING"]).default("WARNING"),
  status: z.string().default("ACTIVE"),
  type: z.string(),
  description: z.string().default(""),
});

/** Mounts what Meta does to accounts and numbers: quality, limits, bans, names, alerts (§4.8, README.md). */
export function mountAccounts(app: FastifyInstance, simulator: Simulator): void {
  const { store } = simulator;
  app.get("/control/wabas", () => [...store.wabas.values()].map((waba) => viewWaba(simulator, waba)));
  app.patch("/control/wabas/:id", (request) => {
    const waba = requireWaba(store, idOf(request));
    changeAccount(simulator, waba, accountChangeSchema.parse(request.body));
    return viewWaba(simulator, waba);
  });
  app.get("/control/phone-numbers", () =>
    [...store.phoneNumbers.values()].map((phoneNumber) => viewNumber(simulator, phoneNumber)),
  );
  app.patch("/control/phone-numbers/:id", (request) => {
    const phoneNumber = requirePhoneNumber(store, idOf(request));
    changeNumberState(simulator, phoneNumber, numberChangeSchema.parse(request.body));
    return viewNumber(simulator, phoneNumber);
  });
  app.post("/control/alerts", async (request) => {
    const alert = alertSchema.parse(request.body);
    const isTaken = await sendEvent(simulator, requireWaba(store, alert.wabaId).id, "account_alerts", {
      entity_type: alert.entityType,
      entity_id: alert.entityId ?? simulator.businessId,
      alert_info: {
        alert_severity: alert.severity,
        alert_status: alert.status,
        alert_type: alert.type,
        alert_description: alert.description,
      },
    });
    return { isTaken };
  });
}

function viewWaba(simulator: Simulator, waba: Waba): JsonObject {
  const { id, name, isVerified, isLocked, restrictions, hasPaymentMethod, reviewStatus } = waba;
  const messagingLimit = simulator.settings.messagingLimit;
  const health = wabaHealth(simulator, waba).can_send_message;
  const state = { isVerified, isLocked, restrictions, hasPaymentMethod, reviewStatus };
  return { id, name, ...state, messagingLimit, health };
}

/** A number with the code that was "sent" to it, which a test types in. */
function viewNumber(simulator: Simulator, phoneNumber: PhoneNumber): JsonObject {
  const { id, wabaId, displayPhoneNumber, verifiedName, status, nameStatus, qualityRating } = phoneNumber;
  return {
    id,
    wabaId,
    displayPhoneNumber,
    verifiedName,
    status,
    nameStatus,
    qualityRating,
    throughput: phoneNumber.throughputLevel,
    sentCode: phoneNumber.sentCode,
    health: numberHealth(simulator, phoneNumber).can_send_message,
  };
}
